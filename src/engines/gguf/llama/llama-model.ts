import koffi from "koffi";
import { LlamaLoadFailure } from "./load-failure.ts";
import type { Llama, LlamaDevice } from "./open-llama.ts";
import type { Pointer } from "./structs.ts";
import { createVocabulary, type LlamaVocabulary } from "./vocabulary.ts";

/** A file's weights in memory, and its vocabulary. */
export interface LlamaModel {
  readonly llama: Llama;
  readonly pointer: Pointer;
  readonly vocabulary: LlamaVocabulary;
  readonly embeddingSize: number;
  readonly layers: number;
  /** Keeps a state of fixed size instead of every token: what was computed can be gone on with, but not cut. */
  readonly isRecurrent: boolean;
  /** Some layers look back a limited way only, and keep a cache of their own. */
  readonly hasSlidingWindow: boolean;
  readonly freed: boolean;
  free(): void;
}

export interface LoadModelOptions {
  /** Devices that take layers; the processor takes what is left. */
  readonly devices?: readonly LlamaDevice[] | undefined;
  /** Layers for these devices; with none, 0. */
  readonly gpuLayers?: number | undefined;
  readonly vocabularyOnly?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((ratio: number) => void) | undefined;
}

const progressCallback = koffi.pointer(koffi.proto("llama_progress_callback", "bool", ["float", "void *"]));

/** Loads a file. @throws LlamaLoadFailure with what the library logged */
export async function loadLlamaModel(llama: Llama, file: string, options: LoadModelOptions = {}): Promise<LlamaModel> {
  const { native } = llama;
  const { signal, onProgress, devices = [] } = options;
  // The library asks again and again whether to go on, from its own thread, and waits for the answer.
  const goOn = koffi.register((ratio: number) => {
    onProgress?.(ratio);
    return !signal?.aborted;
  }, progressCallback);
  try {
    const params = {
      ...native.modelDefaults(),
      // An empty list means the processor alone; none would mean every device there is.
      devices: [...devices.map((device) => device.pointer), null],
      n_gpu_layers: options.gpuLayers ?? 0,
      progress_callback: goOn,
      vocab_only: options.vocabularyOnly ?? false,
    };
    const [pointer, log] = await llama.log.recordAsync(() => native.loadModel(file, params));
    if (pointer === null) throw new LlamaLoadFailure("Failed to load model", log);
    return wrapModel(llama, pointer);
  } finally {
    koffi.unregister(goOn);
  }
}

function wrapModel(llama: Llama, pointer: Pointer): LlamaModel {
  const { native } = llama;
  let freed = false;
  return {
    llama,
    pointer,
    vocabulary: createVocabulary(native, native.vocabularyOf(pointer)),
    embeddingSize: native.embeddingSize(pointer),
    layers: native.layerCount(pointer),
    isRecurrent: native.isRecurrent(pointer) || native.isHybrid(pointer),
    hasSlidingWindow: native.slidingWindow(pointer) > 0,
    get freed() {
      return freed;
    },
    free() {
      if (freed) return;
      freed = true;
      native.freeModel(pointer);
    },
  };
}
