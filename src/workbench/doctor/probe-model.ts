import { AssayError } from "../../core/errors.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { askModel } from "../model/ask-model.ts";
import { openModel } from "../model/open-model.ts";
import type { Workspace } from "../workspace.ts";

const QUESTION = "Say hello.";
/** Enough to see that words come; a metered endpoint is asked for no more. */
const MAX_TOKENS = 8;

/** Loads a model, asks it one short question, and says how long that took. @throws AssayError when it does not answer */
export async function probeModel(name: string, workspace: Workspace, signal?: AbortSignal): Promise<string> {
  await using model = await openModel(name, workspace, { signal });
  const request = { messages: [{ role: "user" as const, content: QUESTION }], maxTokens: MAX_TOKENS, temperature: 0 };
  const { timings, usage, finishReason } = await askModel(model.chat, request, { clock: workspace.clock, signal });
  if (finishReason === "aborted") throw new AssayError({ code: "aborted", message: "The question was stopped." });
  const tokens = usage.completionTokens === undefined ? "" : `, ${pluralize(usage.completionTokens, "token")}`;
  return `loads in ${inSeconds(model.loadMs)}, answers in ${inSeconds(timings.e2eMs)}${tokens}`;
}

function inSeconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
