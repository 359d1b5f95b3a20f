import type { FakeScript, LoadedModel, LoadOptions, ModelSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { createFakeChat, type FakeRuntime } from "./chat.ts";

/** Makes a model of a script. @throws AssayError `invalid-input` for another kind of source or a script that cannot be played */
export async function loadFakeModel(
  source: ModelSource,
  options: LoadOptions,
  runtime: FakeRuntime,
): Promise<LoadedModel> {
  if (source.type !== "script") refuse("the source", "a script", source.type);
  requireScript(source.script);
  const { parallel = 1, contextTokens, id = "fake" } = options;
  if (!Number.isSafeInteger(parallel) || parallel < 1) refuse("parallel", "a whole number of at least 1", parallel);
  if (options.signal?.aborted) throw new AssayError({ code: "aborted", message: "The load was stopped." });

  const chat = createFakeChat(source.script, { id, parallel, contextTokens }, runtime);
  return {
    info: { engine: "fake", device: "cpu", contextTokens, warnings: [] },
    chat,
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  };
}

const ENDS: readonly string[] = ["stop", "cut", "hang", "crash"] satisfies readonly FakeScript["end"][];

function requireScript({ tokens, firstTokenMs = 0, tokenMs = 0, end = "stop" }: FakeScript): void {
  for (const [index, token] of tokens.entries())
    if (typeof token !== "string" || token === "") refuse(`tokens[${index}]`, "a text that is not empty", token);
  if (!(firstTokenMs >= 0 && firstTokenMs < Number.POSITIVE_INFINITY))
    refuse("firstTokenMs", "a finite number of at least 0", firstTokenMs);
  if (!(tokenMs >= 0 && tokenMs < Number.POSITIVE_INFINITY))
    refuse("tokenMs", "a finite number of at least 0", tokenMs);
  if (!ENDS.includes(end)) refuse("end", `one of ${ENDS.join(", ")}`, end);
}

function refuse(name: string, rule: string, value: unknown): never {
  throw new AssayError({
    code: "invalid-input",
    message: `In the script of the fake model, ${name} must be ${rule}, not ${JSON.stringify(value)}`,
    hint: "Correct the script of the fake model.",
  });
}
