import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import type { ChatModel } from "../../core/chat-model.ts";
import type { LoadOptions, ModelInfo } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { createEngines } from "../create-engines.ts";
import { resolveName } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";
import { loadResolved } from "./load-resolved.ts";
import { tellOrigin } from "./tell-origin.ts";

/** A model that is ready to chat, in a process of its own where it runs weights or a user's code. */
export interface OpenedModel extends AsyncDisposable {
  readonly model: ResolvedModel;
  readonly info: ModelInfo;
  readonly chat: ChatModel;
  readonly loadMs: number;
}

export type OpenModelOptions = Pick<LoadOptions, "signal" | "device" | "threads" | "contextTokens" | "onProgress">;

/**
 * Loads the one model that a name stands for.
 *
 * @throws AssayError `invalid-input` when it stands for several, `unsupported` when the model does not chat,
 *   and whatever resolving and loading throw
 */
export async function openModel(
  name: string,
  workspace: Workspace,
  options: OpenModelOptions = {},
): Promise<OpenedModel> {
  const model = requireOne(name, await resolveName(name, workspace));
  tellOrigin(model, workspace);
  const startedMs = workspace.clock.now();
  const contextTokens = options.contextTokens ?? model.contextTokens;
  const engines = createEngines(workspace);
  const loaded = await loadResolved(model, { ...options, contextTokens }, { engines, workspace });
  const { chat, info } = loaded;
  if (chat === undefined) {
    await loaded[Symbol.asyncDispose]();
    throw new AssayError({
      code: "unsupported",
      message: `${model.id} cannot chat: it only embeds.`,
      hint: "`assay model list` shows the models that chat.",
    });
  }
  const loadMs = workspace.clock.now() - startedMs;
  return { model, info, chat, loadMs, [Symbol.asyncDispose]: () => loaded[Symbol.asyncDispose]() };
}

function requireOne(name: string, models: readonly ResolvedModel[]): ResolvedModel {
  const [only, ...others] = models;
  if (only !== undefined && others.length === 0) return only;
  throw new AssayError({
    code: "invalid-input",
    message: `${name} stands for several models: ${models.map(({ id }) => id).join(", ")}.`,
    hint: `Name one of them, such as ${only?.id}.`,
  });
}
