import path from "node:path";
import type { LoadedModel, LoadOptions } from "../../core/engine.ts";
import { ggufFacts } from "../../formats/gguf/header/file-facts.ts";
import { ggufMemoryFacts } from "../../formats/gguf/header/memory-facts.ts";
import { readGgufFile } from "../../formats/gguf/read-gguf-file.ts";
import { budgetOf, fitContext } from "../../formats/memory/fit-context.ts";
import { inCacheType } from "../../formats/memory/in-cache-type.ts";
import { PROCESS_BYTES } from "../../formats/memory/required-memory.ts";
import { sharedCacheTokens } from "../../formats/memory/shared-cache.ts";
import { anySignal } from "../../lib/any-signal.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { toAbortError } from "../answering/errors.ts";
import { chooseTemplate } from "../answering/node/choose-template.ts";
import { requireParallel } from "../answering/require-parallel.ts";
import { requireThreads } from "../answering/require-threads.ts";
import { chooseDevice } from "./devices/choose-device.ts";
import { toLoadError } from "./errors.ts";
import type { GgufRuntime, LoadedWeights, Prepared } from "./gguf-runtime.ts";
import { type LlamaModel, loadLlamaModel } from "./llama/llama-model.ts";
import { describeModel } from "./model-info.ts";
import { prepareChat } from "./prepare-chat.ts";
import { prepareEmbedding } from "./prepare-embedding.ts";

/** Loads a GGUF file: as an embedding model when it says how it pools, else as a chat model. */
export async function loadGgufModel(
  filePath: string,
  options: LoadOptions,
  runtime: GgufRuntime,
): Promise<LoadedModel> {
  const asked = { threads: requireThreads(options.threads), parallel: requireParallel(options.parallel) };
  const signal = anySignal(
    options.signal,
    options.timeoutMs === undefined ? undefined : AbortSignal.timeout(options.timeoutMs),
  );
  const file = await readGgufFile(path.resolve(filePath));
  const embeds = file.kind === "embedding";
  const template = await chooseTemplate(ggufFacts(file).chatTemplate, options);
  const chosen = chooseDevice(file, options, runtime);
  const memory = inCacheType(ggufMemoryFacts(file), options.cacheType);
  const availableBytes = runtime.availableMemoryBytes ?? readAvailableMemory;
  const offer = {
    availableBytes: availableBytes(),
    heldBytes: PROCESS_BYTES,
    limitBytes: options.memoryLimitBytes,
  };
  const fittedContext = fitContext(memory, { contextTokens: options.contextTokens }, offer);
  const shape = { contextTokens: fittedContext.contextTokens, parallel: asked.parallel };
  const keptTokens = sharedCacheTokens(memory, shape, budgetOf(offer));
  if (signal.aborted) throw toAbortError(signal, options.timeoutMs);
  let model: LlamaModel | undefined;
  try {
    model = await loadLlamaModel(chosen.llama, file.path, { ...chosen, signal, onProgress: options.onProgress });
    const weights: LoadedWeights = {
      ...runtime,
      availableMemoryBytes: availableBytes,
      id: options.id ?? path.basename(file.path).replace(/\.gguf$/i, ""),
      file,
      model,
      fittedContext,
      capacity: { tokens: keptTokens, ...shape },
      memory,
      cacheType: options.cacheType,
      onlyProcessor: chosen.onlyProcessor,
      asked,
      engineVersion: chosen.llama.release,
      template,
      templateVariables: options.templateVariables,
    };
    const { threads, warnings, ...loaded }: Prepared = embeds
      ? await prepareEmbedding(weights)
      : await prepareChat(weights);
    const { device, deviceName, gpuLayers } = chosen;
    const facts = { file, device, deviceName, gpuLayers, context: fittedContext, threads, warnings };
    return { info: describeModel({ ...facts, engineVersion: chosen.llama.release }), ...loaded };
  } catch (cause) {
    model?.free();
    throw toLoadError(cause, { path: file.path, signal, timeoutMs: options.timeoutMs });
  }
}
