import koffi, { type LibraryHandle, type TypeObject } from "koffi";
import {
  batch,
  type ContextParams,
  candidates,
  contextParams,
  type ModelParams,
  modelParams,
  type NativeBatch,
  type Pointer,
  type ThreadPoolParams,
  threadPoolParams,
} from "./structs.ts";

/** The three libraries that make up llama.cpp. */
export interface NativeLibraries {
  readonly base: LibraryHandle;
  readonly ggml: LibraryHandle;
  readonly llama: LibraryHandle;
}

export type NativeFunctions = ReturnType<typeof bindFunctions>;

type Type = string | TypeObject;

/** Calls of a native function, as its declaration in `llama.h` or `ggml-backend.h` has it. */
function bind<F>(library: LibraryHandle, name: string, result: Type, parameters: readonly Type[]): F {
  return library.func(name, result, [...parameters]) as unknown as F;
}

/** The same on a worker of libuv, so that this thread goes on meanwhile. */
function bindAsync<A extends readonly unknown[], R>(
  library: LibraryHandle,
  name: string,
  result: Type,
  parameters: readonly Type[],
): (...values: A) => Promise<R> {
  const call = library.func(name, result, [...parameters]);
  return (...values) =>
    new Promise((resolve, reject) => {
      call.async(...values, (error: unknown, value: R) => (error ? reject(error) : resolve(value)));
    });
}

/** Declares every function that we call, once. */
export function bindFunctions(libraries: NativeLibraries) {
  return { ...bindDevices(libraries), ...bindModel(libraries), ...bindContext(libraries), ...bindGrammar(libraries) };
}

function bindDevices({ base, ggml, llama }: NativeLibraries) {
  return {
    loadBackends: bind<(folder: string) => void>(ggml, "ggml_backend_load_all_from_path", "void", ["str"]),
    deviceCount: bind<() => number>(ggml, "ggml_backend_dev_count", "size_t", []),
    device: bind<(index: number) => Pointer>(ggml, "ggml_backend_dev_get", "void *", ["size_t"]),
    deviceByType: bind<(type: number) => Pointer | null>(ggml, "ggml_backend_dev_by_type", "void *", ["int"]),
    deviceType: bind<(device: Pointer) => number>(base, "ggml_backend_dev_type", "int", ["void *"]),
    deviceName: bind<(device: Pointer) => string>(base, "ggml_backend_dev_name", "str", ["void *"]),
    deviceDescription: bind<(device: Pointer) => string>(base, "ggml_backend_dev_description", "str", ["void *"]),
    deviceMemory: bind<(device: Pointer, free: number[], total: number[]) => void>(
      base,
      "ggml_backend_dev_memory",
      "void",
      ["void *", out("size_t *"), out("size_t *")],
    ),
    deviceRegistry: bind<(device: Pointer) => Pointer>(base, "ggml_backend_dev_backend_reg", "void *", ["void *"]),
    backendAddress: bind<(registry: Pointer, name: string) => Pointer | null>(
      base,
      "ggml_backend_reg_get_proc_address",
      "void *",
      ["void *", "str"],
    ),
    threadPoolDefaults: bind<(threads: number) => ThreadPoolParams>(
      base,
      "ggml_threadpool_params_default",
      threadPoolParams,
      ["int"],
    ),
    release: bind<() => string>(llama, "llama_version", "str", []),
    setLog: bind<(callback: Pointer, data: null) => void>(llama, "llama_log_set", "void", ["void *", "void *"]),
  };
}

function bindModel({ llama }: NativeLibraries) {
  const vocabulary = <F>(name: string, result: Type, ...more: Type[]) =>
    bind<F>(llama, name, result, ["void *", ...more]);
  return {
    modelDefaults: bind<() => ModelParams>(llama, "llama_model_default_params", modelParams, []),
    loadModel: bindAsync<readonly [string, ModelParams], Pointer | null>(
      llama,
      "llama_model_load_from_file",
      "void *",
      ["str", modelParams],
    ),
    freeModel: bind<(model: Pointer) => void>(llama, "llama_model_free", "void", ["void *"]),
    layerCount: bind<(model: Pointer) => number>(llama, "llama_model_n_layer", "int32", ["void *"]),
    embeddingSize: bind<(model: Pointer) => number>(llama, "llama_model_n_embd_out", "int32", ["void *"]),
    isRecurrent: bind<(model: Pointer) => boolean>(llama, "llama_model_is_recurrent", "bool", ["void *"]),
    isHybrid: bind<(model: Pointer) => boolean>(llama, "llama_model_is_hybrid", "bool", ["void *"]),
    slidingWindow: bind<(model: Pointer) => number>(llama, "llama_model_n_swa", "int32", ["void *"]),
    vocabularyOf: bind<(model: Pointer) => Pointer>(llama, "llama_model_get_vocab", "void *", ["void *"]),
    vocabularySize: vocabulary<(vocabulary: Pointer) => number>("llama_vocab_n_tokens", "int32"),
    bos: vocabulary<(vocabulary: Pointer) => number>("llama_vocab_bos", "int32"),
    eos: vocabulary<(vocabulary: Pointer) => number>("llama_vocab_eos", "int32"),
    infillPrefix: vocabulary<(vocabulary: Pointer) => number>("llama_vocab_fim_pre", "int32"),
    infillSuffix: vocabulary<(vocabulary: Pointer) => number>("llama_vocab_fim_suf", "int32"),
    infillMiddle: vocabulary<(vocabulary: Pointer) => number>("llama_vocab_fim_mid", "int32"),
    addsBos: vocabulary<(vocabulary: Pointer) => boolean>("llama_vocab_get_add_bos", "bool"),
    tokenText: vocabulary<(vocabulary: Pointer, token: number) => string | null>(
      "llama_vocab_get_text",
      "str",
      "int32",
    ),
    isEndOfGeneration: vocabulary<(vocabulary: Pointer, token: number) => boolean>(
      "llama_vocab_is_eog",
      "bool",
      "int32",
    ),
    isControl: vocabulary<(vocabulary: Pointer, token: number) => boolean>("llama_vocab_is_control", "bool", "int32"),
    tokenize: vocabulary<
      (
        vocabulary: Pointer,
        text: Uint8Array,
        length: number,
        tokens: Int32Array,
        most: number,
        addSpecial: boolean,
        parseSpecial: boolean,
      ) => number
    >("llama_tokenize", "int32", "void *", "int32", "void *", "int32", "bool", "bool"),
    detokenize: vocabulary<
      (
        vocabulary: Pointer,
        tokens: Int32Array,
        count: number,
        text: Uint8Array,
        most: number,
        removeSpecial: boolean,
        unparseSpecial: boolean,
      ) => number
    >("llama_detokenize", "int32", "void *", "int32", "void *", "int32", "bool", "bool"),
  };
}

function bindContext({ llama }: NativeLibraries) {
  return {
    contextDefaults: bind<() => ContextParams>(llama, "llama_context_default_params", contextParams, []),
    createContext: bind<(model: Pointer, params: ContextParams) => Pointer | null>(
      llama,
      "llama_init_from_model",
      "void *",
      ["void *", contextParams],
    ),
    freeContext: bind<(context: Pointer) => void>(llama, "llama_free", "void", ["void *"]),
    memoryOf: bind<(context: Pointer) => Pointer | null>(llama, "llama_get_memory", "void *", ["void *"]),
    attachThreadPool: bind<(context: Pointer, one: Pointer, many: Pointer) => void>(
      llama,
      "llama_attach_threadpool",
      "void",
      ["void *", "void *", "void *"],
    ),
    setThreads: bind<(context: Pointer, one: number, many: number) => void>(llama, "llama_set_n_threads", "void", [
      "void *",
      "int32",
      "int32",
    ]),
    createBatch: bind<(tokens: number, embedding: number, sequences: number) => NativeBatch>(
      llama,
      "llama_batch_init",
      batch,
      ["int32", "int32", "int32"],
    ),
    freeBatch: bind<(batch: NativeBatch) => void>(llama, "llama_batch_free", "void", [batch]),
    decode: bindAsync<readonly [Pointer, NativeBatch], number>(llama, "llama_decode", "int32", ["void *", batch]),
    decodeNow: bind<(context: Pointer, batch: NativeBatch) => number>(llama, "llama_decode", "int32", [
      "void *",
      batch,
    ]),
    encode: bindAsync<readonly [Pointer, NativeBatch], number>(llama, "llama_encode", "int32", ["void *", batch]),
    logits: bind<(context: Pointer, index: number) => Pointer | null>(llama, "llama_get_logits_ith", "void *", [
      "void *",
      "int32",
    ]),
    embedding: bind<(context: Pointer, sequence: number) => Pointer | null>(
      llama,
      "llama_get_embeddings_seq",
      "void *",
      ["void *", "int32"],
    ),
    clearMemory: bind<(memory: Pointer, data: boolean) => void>(llama, "llama_memory_clear", "void", [
      "void *",
      "bool",
    ]),
    removeTokens: bind<(memory: Pointer, sequence: number, from: number, to: number) => boolean>(
      llama,
      "llama_memory_seq_rm",
      "bool",
      ["void *", "int32", "int32", "int32"],
    ),
    stateSize: bind<(context: Pointer, sequence: number) => number>(llama, "llama_state_seq_get_size", "size_t", [
      "void *",
      "int32",
    ]),
    saveState: bind<(context: Pointer, bytes: Uint8Array, size: number, sequence: number) => number>(
      llama,
      "llama_state_seq_get_data",
      "size_t",
      ["void *", "void *", "size_t", "int32"],
    ),
    restoreState: bind<(context: Pointer, bytes: Uint8Array, size: number, sequence: number) => number>(
      llama,
      "llama_state_seq_set_data",
      "size_t",
      ["void *", "void *", "size_t", "int32"],
    ),
    copyTokens: bind<(memory: Pointer, source: number, target: number, from: number, to: number) => void>(
      llama,
      "llama_memory_seq_cp",
      "void",
      ["void *", "int32", "int32", "int32", "int32"],
    ),
  };
}

function bindGrammar({ llama }: NativeLibraries) {
  return {
    createGrammar: bind<(vocabulary: Pointer, text: string, root: string) => Pointer | null>(
      llama,
      "llama_sampler_init_grammar",
      "void *",
      ["void *", "str", "str"],
    ),
    cloneSampler: bind<(sampler: Pointer) => Pointer>(llama, "llama_sampler_clone", "void *", ["void *"]),
    acceptToken: bind<(sampler: Pointer, token: number) => void>(llama, "llama_sampler_accept", "void", [
      "void *",
      "int32",
    ]),
    applySampler: bind<(sampler: Pointer, candidates: object) => void>(llama, "llama_sampler_apply", "void", [
      "void *",
      inOut(candidates),
    ]),
    freeSampler: bind<(sampler: Pointer) => void>(llama, "llama_sampler_free", "void", ["void *"]),
  };
}

function out(type: string): TypeObject {
  return koffi.out(type) as unknown as TypeObject;
}

function inOut(type: TypeObject): TypeObject {
  return koffi.inout(koffi.pointer(type)) as unknown as TypeObject;
}
