import type { LoadedModel, LoadOptions } from "../../../core/engine.ts";
import { AssayError } from "../../../core/errors.ts";
import type { Warning } from "../../../core/warning.ts";
import { listMarks } from "../../../dialect/list-marks.ts";
import type { FittedContext } from "../../../formats/memory/fit-context.ts";
import type { OnnxFolder } from "../../../formats/onnx/facts/onnx-folder.ts";
import type { Clock } from "../../../lib/clock.ts";
import type { ConstrainedRequest } from "../../answering/answer-grammar.ts";
import { createTokenChatModel } from "../../answering/chat.ts";
import { disposedError } from "../../answering/errors.ts";
import { once } from "../../answering/once.ts";
import { prepareTemplate } from "../../answering/prepare-template.ts";
import { requireParallel } from "../../answering/require-parallel.ts";
import type { RunInTime } from "../../answering/schemas/check-by-schema.ts";
import { createPromptBound } from "../../generation/prompt-bound.ts";
import { createRawPromptEncoder } from "../../generation/raw-prompt.ts";
import type { SamplingDefaults } from "../../generation/sampling-settings.ts";
import { createTokenTexts } from "../../generation/token-texts.ts";
import type { Vocabulary } from "../../generation/vocabulary.ts";
import { createDecoder } from "./decoder.ts";
import type { Runtime, Session } from "./runtime.ts";
import { createTurnScheduler } from "./turn-scheduler.ts";

/** A graph that is loaded, and everything that its folder says. */
export interface LoadedGraph {
  readonly id: string;
  readonly runtime: Runtime;
  readonly session: Session;
  readonly folder: OnnxFolder;
  readonly vocabulary: Vocabulary;
  /** Source of the chat template; absent where there is none. */
  readonly template: string | undefined;
  readonly context: FittedContext;
  readonly options: Pick<LoadOptions, "parallel" | "templateVariables">;
  readonly clock: Clock;
  readonly nextSeed: () => number;
  readonly runInTime: RunInTime;
}

/** A model that is ready to answer, and warnings about it. */
export type PreparedGraph = Pick<LoadedModel, "chat" | "embedding" | typeof Symbol.asyncDispose> & {
  readonly warnings: readonly Warning[];
};

/** Makes a chat model of a graph that keeps keys and values. */
export async function prepareChat(loaded: LoadedGraph): Promise<PreparedGraph> {
  const { runtime, session, folder, vocabulary, context, options, clock } = loaded;
  const { contextTokens } = context;
  const parallel = requireParallel(options.parallel ?? 1);
  const decoder = await createDecoder(runtime, session, folder.config);
  const scheduler = createTurnScheduler({ decoder, clock, parallel, isEnd: vocabulary.isEndOfGeneration });
  const { template, encode, warnings } = prepareTemplate({
    vocabulary,
    template: loaded.template,
    templateVariables: options.templateVariables,
  });
  const dispose = once(async () => {
    await scheduler.stop(disposedError());
    await session.release();
  });
  const chat = createTokenChatModel({
    ...loaded,
    texts: createTokenTexts(vocabulary, template === undefined ? [] : listMarks(template.answers)),
    encode,
    encodeRaw: createRawPromptEncoder(vocabulary),
    infill: vocabulary.infill !== undefined,
    responseFormat: false,
    bound: createPromptBound(vocabulary, contextTokens),
    grammarOf: refuseGrammar,
    scheduler,
    contextTokens,
    parallel,
    samplingDefaults: readSamplingDefaults(folder),
    dispose,
  });
  return { chat, warnings, [Symbol.asyncDispose]: dispose };
}

/** A call can be hoped for, not demanded: nothing holds an answer to a form here. */
function refuseGrammar({ toolChoice }: ConstrainedRequest): undefined {
  if (toolChoice !== "required" && typeof toolChoice !== "object") return undefined;
  throw new AssayError({
    code: "unsupported",
    message: "An ONNX model cannot be made to call a tool.",
    hint: "Leave toolChoice out, or choose a GGUF file of the model.",
  });
}

/** Sampling that the folder recommends; a model that is said not to sample takes the likeliest token. */
function readSamplingDefaults({ generation }: OnnxFolder): SamplingDefaults {
  if (generation.do_sample === false) return { temperature: 0 };
  return {
    ...(generation.temperature == null ? {} : { temperature: generation.temperature }),
    ...(generation.top_p == null ? {} : { topP: generation.top_p }),
    ...(generation.top_k == null ? {} : { topK: generation.top_k }),
  };
}
