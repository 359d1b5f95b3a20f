import koffi, { type LibraryHandle } from "koffi";
import { AssayError } from "../../../core/errors.ts";
import { knownRelease } from "./find-builds.ts";

/** Address of something that the library owns. */
export type Pointer = bigint;

/** How a model is loaded; `llama_model_params`. */
export interface ModelParams {
  devices: readonly (Pointer | null)[] | null;
  n_gpu_layers: number;
  progress_callback: Pointer | null;
  vocab_only: boolean;
  check_tensors: boolean;
}

/** How a context is made; `llama_context_params`. */
export interface ContextParams {
  n_ctx: number;
  n_batch: number;
  n_ubatch: number;
  n_seq_max: number;
  n_outputs_max: number;
  n_threads: number;
  n_threads_batch: number;
  type_k: number;
  type_v: number;
  abort_callback: Pointer | null;
  abort_callback_data: Pointer | null;
  embeddings: boolean;
  no_perf: boolean;
  kv_unified: boolean;
}

/** Arrays of one batch in the library's memory; `llama_batch`. */
export interface NativeBatch {
  n_tokens: number;
  readonly token: Pointer;
  readonly pos: Pointer;
  readonly n_seq_id: Pointer;
  readonly seq_id: Pointer;
  readonly logits: Pointer;
}

export interface ThreadPoolParams {
  readonly n_threads: number;
  readonly poll: number;
}

// Every type has a name: koffi 3.3 mixes up pointers to those without.
export const modelParams = koffi.struct("llama_model_params", {
  devices: "void **",
  tensor_buft_overrides: "void *",
  n_gpu_layers: "int32",
  split_mode: "int32",
  load_mode: "int32",
  lazy_mode: "int32",
  main_gpu: "int32",
  tensor_split: "void *",
  progress_callback: "void *",
  progress_callback_user_data: "void *",
  kv_overrides: "void *",
  vocab_only: "bool",
  check_tensors: "bool",
  use_extra_bufts: "bool",
  no_host: "bool",
  no_alloc: "bool",
  load_mtp: "bool",
});

export const contextParams = koffi.struct("llama_context_params", {
  n_ctx: "uint32",
  n_batch: "uint32",
  n_ubatch: "uint32",
  n_seq_max: "uint32",
  n_rs_seq: "uint32",
  n_outputs_max: "uint32",
  n_outputs_max_per_seq: "uint32",
  n_threads: "int32",
  n_threads_batch: "int32",
  ctx_type: "int32",
  rope_scaling_type: "int32",
  pooling_type: "int32",
  attention_type: "int32",
  flash_attn_type: "int32",
  rope_freq_base: "float",
  rope_freq_scale: "float",
  yarn_ext_factor: "float",
  yarn_attn_factor: "float",
  yarn_beta_fast: "float",
  yarn_beta_slow: "float",
  yarn_orig_ctx: "uint32",
  defrag_thold: "float",
  cb_eval: "void *",
  cb_eval_user_data: "void *",
  type_k: "int32",
  type_v: "int32",
  abort_callback: "void *",
  abort_callback_data: "void *",
  embeddings: "bool",
  offload_kqv: "bool",
  no_perf: "bool",
  op_offload: "bool",
  swa_full: "bool",
  kv_unified: "bool",
  samplers: "void *",
  n_samplers: "size_t",
  ctx_other: "void *",
});

export const batch = koffi.struct("llama_batch", {
  n_tokens: "int32",
  token: "void *",
  embd: "void *",
  pos: "void *",
  n_seq_id: "void *",
  seq_id: "void *",
  logits: "void *",
});

export const threadPoolParams = koffi.struct("ggml_threadpool_params", {
  cpumask: koffi.array("bool", 512),
  n_threads: "int32",
  prio: "int32",
  poll: "uint32",
  strict_cpu: "bool",
  paused: "bool",
});

export const candidates = koffi.struct("llama_token_data_array", {
  data: "void *",
  size: "size_t",
  selected: "int64",
  sorted: "bool",
});

/** Defaults of the known release that between them touch every part of the layouts. */
const knownModelDefaults = {
  devices: null,
  n_gpu_layers: -1,
  split_mode: 1,
  load_mode: -1,
  lazy_mode: 1,
  main_gpu: 0,
  tensor_split: null,
  progress_callback: null,
  kv_overrides: null,
  vocab_only: false,
  use_extra_bufts: true,
  no_alloc: false,
  load_mtp: false,
};

const knownContextDefaults = {
  n_ctx: 512,
  n_batch: 2048,
  n_ubatch: 512,
  n_seq_max: 1,
  n_outputs_max: 0,
  n_outputs_max_per_seq: 1,
  n_threads: 4,
  n_threads_batch: 4,
  ctx_type: 0,
  rope_scaling_type: -1,
  flash_attn_type: -1,
  rope_freq_base: 0,
  yarn_ext_factor: -1,
  yarn_orig_ctx: 0,
  defrag_thold: -1,
  cb_eval: null,
  type_k: 1,
  type_v: 1,
  abort_callback: null,
  embeddings: false,
  offload_kqv: true,
  no_perf: true,
  op_offload: true,
  swa_full: true,
  kv_unified: false,
  samplers: null,
  n_samplers: 0,
  ctx_other: null,
};

/**
 * Holds the library's own default values against those of the known release: with another layout, a call would write
 * where it should not.
 *
 * @throws AssayError `engine-missing` when they differ
 */
export function requireKnownLayouts(llama: LibraryHandle): void {
  const differing = [
    ...listDifferences(llama.func("llama_model_default_params", modelParams, [])(), knownModelDefaults),
    ...listDifferences(llama.func("llama_context_default_params", contextParams, [])(), knownContextDefaults),
  ];
  if (differing.length === 0) return;
  throw new AssayError({
    code: "engine-missing",
    message: `The installed library is not llama.cpp ${knownRelease}: its settings ${differing.join(", ")} differ.`,
    hint: "`assay doctor` prints the command that installs the version that fits.",
  });
}

function listDifferences(actual: unknown, expected: Readonly<Record<string, unknown>>): readonly string[] {
  const values = actual as Readonly<Record<string, unknown>>;
  return Object.keys(expected).filter((name) => values[name] !== expected[name]);
}
