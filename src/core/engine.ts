import type { ChatModel } from "./chat-model.ts";
import type { EmbeddingModel } from "./embedding-model.ts";
import type { AssayError, ErrorRecord } from "./errors.ts";
import type { PipelineDefinition } from "./pipeline.ts";
import type { Price } from "./price.ts";
import type { OpenDocuments } from "./retriever.ts";
import type { Warning } from "./warning.ts";

/** An adapter that runs one kind of model. */
export interface Engine {
  /** As the table of engines has it. */
  readonly name: string;
  readonly capabilities: EngineCapabilities;
  /** Tells whether the engine can run here, on what, and what is missing. Never throws; loads as little as it can. */
  probe(): Promise<EngineProbe>;
  /** @throws AssayError `engine-missing`, `device-absent`, `model-missing`, `model-invalid`, `out-of-memory`, `timeout`, `aborted` ... */
  load(source: ModelSource, options?: LoadOptions): Promise<LoadedModel>;
}

export interface EngineCapabilities {
  readonly chat: boolean;
  readonly embedding: boolean;
  /** Runs foreign code or weights in the process that loads it: to be hosted in a child unless the caller says otherwise. */
  readonly native: boolean;
}

/** Result of a probe. */
export interface EngineProbe {
  readonly available: boolean;
  /** Version of the library behind the engine; absent when it is not installed or there is none. */
  readonly version?: string | undefined;
  /** Why it is not available, or what more there is to get; with the command to type. */
  readonly hint?: string | undefined;
  readonly devices: readonly DeviceProbe[];
}

export type Device = "cpu" | "gpu";

/** What the target of a plan computes with; `browser`: a page, with what its browser has. */
export type TargetDevice = Device | "browser";

export interface DeviceProbe {
  readonly device: Device;
  readonly available: boolean;
  readonly name?: string | undefined;
  /** The reason, when it is not available. */
  readonly because?: string | undefined;
}

/** Source of a model. */
export type ModelSource =
  | { readonly type: "file"; readonly path: string }
  | {
      readonly type: "endpoint";
      /** Up to and including `/v1`. */
      readonly baseUrl: string;
      /** The model's name there; absent when the endpoint has one model only. */
      readonly model?: string | undefined;
      /** Name of the environment variable that holds the key; the key itself is never stored. */
      readonly apiKeyVariable?: string | undefined;
    }
  | {
      /** A model of a real Foundry Local service. */
      readonly type: "foundry";
      /** Alias or id there. */
      readonly model: string;
      /** Absent: where that service says it is. */
      readonly baseUrl?: string | undefined;
    }
  | HubSource
  | PipelineSource
  | {
      readonly type: "adapter";
      /** Absolute path of the user's module. */
      readonly modulePath: string;
      readonly weightsPath?: string | undefined;
      readonly options?: Readonly<Record<string, unknown>> | undefined;
    }
  | { readonly type: "script"; readonly script: FakeScript };

/** Files of a model hub that are not on disk yet: engines refuse them, a download makes a file of them. */
export interface HubSource {
  readonly type: "hub";
  /** Such as `Qwen/Qwen2.5-0.5B-Instruct-GGUF`. */
  readonly repo: string;
  /** Branch, tag or commit; absent: `main`. */
  readonly revision?: string | undefined;
  /** Paths in the repository; the first is the one to load. */
  readonly files: readonly string[];
  /** Name of their format. */
  readonly format: string;
}

/** A model that is made of others. Parts are named as models are; `parts` says what each name stands for, once it is resolved. */
export interface PipelineSource {
  readonly type: "pipeline";
  readonly definition: PipelineDefinition;
  /** By the name in the definition. Absent until the names are resolved. */
  readonly parts?: Readonly<Record<string, PipelinePart>> | undefined;
  /** Why a name could not be resolved: the pipeline can be listed, and not run. */
  readonly problem?: ErrorRecord | undefined;
}

/** One model of a pipeline, as its name resolved. */
export interface PipelinePart {
  /** As the definition has it. */
  readonly name: string;
  readonly id: string;
  readonly alias: string;
  /** Name of the engine. */
  readonly engine: string;
  readonly source: ModelSource;
  readonly device?: Device | undefined;
  readonly contextTokens?: number | undefined;
  readonly chatTemplate?: string | undefined;
  readonly templateVariables?: Readonly<Record<string, unknown>> | undefined;
  readonly contentDigest?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly price?: Price | undefined;
}

/** Opens one part; what is opened is given back by disposing it. */
export type OpenPart = (part: PipelinePart, options: LoadOptions) => Promise<LoadedModel>;

/** Script of the fake engine: tokens at stated delays, then an end. */
export interface FakeScript {
  /** Texts of one token each; the answer to every request. */
  readonly tokens: readonly string[];
  readonly firstTokenMs?: number | undefined;
  readonly tokenMs?: number | undefined;
  /** End of the answer; default a stop. */
  readonly end?: "stop" | "cut" | "hang" | "crash" | undefined;
}

export type CacheType = "f16" | "q8_0";

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Name of the loaded model; default: from the source. */
  readonly id?: string | undefined;
  readonly device?: Device | undefined;
  /** Layers to put on the GPU; default: as many as fit. */
  readonly gpuLayers?: number | undefined;
  /** Tokens that prompt and answer of one request may hold together; default: the model's own, bounded by memory. */
  readonly contextTokens?: number | undefined;
  /** Requests to answer at the same time; default: the engine's own, 1 for most. */
  readonly parallel?: number | undefined;
  /** How keys and values of the context are kept; `q8_0` halves their memory for a little precision. Default `f16`. */
  readonly cacheType?: CacheType | undefined;
  /** Threads; default: found by a short measurement and remembered. */
  readonly threads?: number | undefined;
  /** Chat template in place of the file's own: the name of a known one, the path of a file, or the template itself. */
  readonly chatTemplate?: string | undefined;
  /** Variables of the chat template, unless a request names them too. */
  readonly templateVariables?: Readonly<Record<string, unknown>> | undefined;
  /** Refuses, with `out-of-memory`, to use more than this. */
  readonly memoryLimitBytes?: number | undefined;
  /** Ends a load that takes longer; with `timeout`. */
  readonly timeoutMs?: number | undefined;
  readonly onProgress?: ((ratio: number) => void) | undefined;
  /** Opens the models that a pipeline is made of; nothing else needs it. */
  readonly openPart?: OpenPart | undefined;
  /** Opens the documents that a pipeline answers from. */
  readonly openDocuments?: OpenDocuments | undefined;
}

/** A model that is ready. Disposing it gives everything back and may be done twice. */
export interface LoadedModel extends AsyncDisposable {
  readonly info: ModelInfo;
  readonly chat?: ChatModel | undefined;
  readonly embedding?: EmbeddingModel | undefined;
  /**
   * Resolves with the reason once the process that runs the model has ended, asked to or not: then nothing answers any
   * more. Absent where the model runs elsewhere or shares our process.
   */
  readonly ended?: Promise<AssayError> | undefined;
  /** Memory of the process that runs the model, read from the system now; absent where it runs elsewhere or shares our process. */
  readMemory?(): Promise<MemoryReading>;
  /**
   * Processor time in ms that the process which runs the model has taken so far, all its threads together; absent where it
   * runs elsewhere, and undefined where the system does not tell. Never throws.
   */
  readProcessorMs?(): Promise<number | undefined>;
}

/** Facts about a loaded model; unknown ones are absent. */
export interface ModelInfo {
  /** Name of the engine. */
  readonly engine: string;
  readonly device?: Device | undefined;
  readonly deviceName?: string | undefined;
  /** Of a model that runs in a page. */
  readonly page?: PageFacts | undefined;
  readonly gpuLayers?: number | undefined;
  readonly architecture?: string | undefined;
  readonly parameters?: number | undefined;
  readonly quantisation?: string | undefined;
  /** Bytes of the file or files. */
  readonly sizeBytes?: number | undefined;
  readonly contextTokens?: number | undefined;
  readonly trainedContextTokens?: number | undefined;
  readonly kvBytesPerToken?: number | undefined;
  readonly threads?: number | undefined;
  /** Origin of the number of threads. */
  readonly threadsSource?: "asked" | "measured" | "remembered" | undefined;
  /** The file's own licence text or name. */
  readonly licence?: string | undefined;
  /** Version of the library that runs it. */
  readonly engineVersion?: string | undefined;
  readonly warnings: readonly Warning[];
}

/** Memory of one process in bytes; a reading that the system does not offer is absent, with the reason. */
export interface MemoryReading {
  readonly residentBytes?: number | undefined;
  readonly peakResidentBytes?: number | undefined;
  /** Resident, with pages shared with other processes divided among them. Linux only. */
  readonly proportionalBytes?: number | undefined;
  /** Resident set of the process before it loaded the model; absent where the process is the model's own program. */
  readonly hostBytes?: number | undefined;
  readonly because?: string | undefined;
}

/** Facts about the page that a model runs in, as they bear on what was measured there. */
export interface PageFacts {
  /** Such as `Chromium 156`. */
  readonly browser: string;
  /** Smallest step between two different readings of the page's clock. */
  readonly clockStepMs: number;
  /** Whether the page was isolated from other origins, which gives it a finer clock and threads. */
  readonly isIsolated: boolean;
  /** Such as `nvidia ampere`; absent where WebGPU has none. */
  readonly adapter?: string | undefined;
  /** From the service at this load; 0 where the browser had stored all. */
  readonly downloadedBytes: number;
  /** The first answer of two tokens, in which shaders and code are compiled. */
  readonly warmUpMs: number;
}
