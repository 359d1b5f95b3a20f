import { listMarks } from "../../dialect/list-marks.ts";
import { readSamplingDefaults } from "../../formats/gguf/header/sampling-defaults.ts";
import { countCores } from "../../system/processor.ts";
import { createTokenChatModel } from "../answering/chat.ts";
import { disposedError } from "../answering/errors.ts";
import { runInTime } from "../answering/node/run-in-time.ts";
import { once } from "../answering/once.ts";
import { prepareTemplate } from "../answering/prepare-template.ts";
import { createPromptBound } from "../generation/prompt-bound.ts";
import { createRawPromptEncoder } from "../generation/raw-prompt.ts";
import { createTokenTexts } from "../generation/token-texts.ts";
import { createCacheGrowth } from "./generation/cache-growth.ts";
import { canGrow, firstShape, fixedShape } from "./generation/cache-shape.ts";
import { createScheduler } from "./generation/scheduler.ts";
import type { LoadedWeights, Prepared } from "./gguf-runtime.ts";
import { createGrammarSource } from "./grammar-source.ts";
import { createLlamaContext } from "./llama/llama-context.ts";
import { tuneThreads } from "./threads/tune.ts";

/** Makes a chat model of loaded weights. */
export async function prepareChat(weights: LoadedWeights): Promise<Prepared> {
  const { model, file, fittedContext, asked, clock, capacity } = weights;
  const { vocabulary } = model;
  const cores = asked.threads ?? countCores();
  const bytesPerToken = weights.memory.kvBytesPerToken ?? 0;
  const grows = growsByLanes(weights);
  const context = createLlamaContext(model, {
    shape: grows ? firstShape(capacity) : fixedShape(capacity, model),
    cacheType: weights.cacheType,
    mostThreads: cores,
  });
  const threads = await tuneThreads({ ...weights, context, asked: asked.threads, cores });
  const scheduler = createScheduler({
    context,
    clock,
    threads: threads.plan,
    parallel: asked.parallel,
    savedBytes: (capacity.tokens - context.shape.cacheTokens) * bytesPerToken,
    growth: grows
      ? createCacheGrowth({ context, capacity, bytesPerToken, availableBytes: weights.availableMemoryBytes })
      : undefined,
    isEnd: vocabulary.isEndOfGeneration,
  });
  const { template, encode, warnings } = prepareTemplate({ ...weights, vocabulary });
  const grammars = createGrammarSource(model, template?.answers);
  const dispose = once(async () => {
    await scheduler.stop(disposedError());
    grammars.free();
    context.free();
    model.free();
  });
  const chat = createTokenChatModel({
    id: weights.id,
    vocabulary,
    texts: createTokenTexts(vocabulary, template === undefined ? [] : listMarks(template.answers)),
    encode,
    encodeRaw: createRawPromptEncoder(vocabulary),
    responseFormat: true,
    infill: vocabulary.infill !== undefined,
    bound: createPromptBound(vocabulary, fittedContext.contextTokens),
    grammarOf: grammars.grammarOf,
    scheduler,
    contextTokens: fittedContext.contextTokens,
    parallel: asked.parallel,
    samplingDefaults: readSamplingDefaults(file.header),
    clock,
    nextSeed: weights.nextSeed,
    runInTime,
    dispose,
  });
  return { chat, threads, warnings, [Symbol.asyncDispose]: dispose };
}

/**
 * Whether the cache can be divided into lanes that grow: only what is one plain cache of keys and values in the memory of
 * the processor can be carried from one division to another.
 */
function growsByLanes({ model, memory, capacity, onlyProcessor }: LoadedWeights): boolean {
  const isPlain = !model.isRecurrent && !model.hasSlidingWindow && memory.isKvUpperBound !== true;
  return isPlain && onlyProcessor && (memory.kvBytesPerToken ?? 0) > 0 && canGrow(capacity);
}
