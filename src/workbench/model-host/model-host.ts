import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import type { ChatModel } from "../../core/chat-model.ts";
import type { EmbeddingModel } from "../../core/embedding-model.ts";
import type { OnDownloadEvent } from "../../hub/download/download-event.ts";
import type { Downloaded } from "../../hub/download/download-from-hub.ts";
import type { LoadRequest, ModelPool } from "../../pool/model-pool.ts";
import type { ModelListing } from "../model/list-catalog.ts";

/** The models of a running service, by name. */
export interface ModelHost extends AsyncDisposable {
  readonly pool: ModelPool;
  /** Everything that can be named: shipped, registered, cached and downloadable models, in the order of resolution. */
  listModels(signal?: AbortSignal): Promise<readonly ServedModel[]>;
  /** Resolves a name: alias, id, id:version, served name, any case. @throws AssayError `unknown-model` with near names */
  findModel(name: string): Promise<ServedModel>;
  /** Gives the chat model of this name to one request. @throws AssayError `unsupported` when it only embeds; see `ModelPool.acquire()` */
  openChat(name: string, options?: LoadRequest): Promise<OpenedPart<ChatModel>>;
  /** Gives the embedding model of this name to one request. @throws AssayError `unsupported` when it only chats */
  openEmbedding(name: string, options?: LoadRequest): Promise<OpenedPart<EmbeddingModel>>;
  load(name: string, options?: LoadRequest): Promise<ServedModel>;
  /** @throws AssayError `unknown-model` */
  unload(name: string, options?: { readonly force?: boolean | undefined }): Promise<"unloaded" | "kept" | "not-loaded">;
  unloadAll(): Promise<void>;
  download(name: string, options?: DownloadRequest): Promise<Downloaded>;
}

/** One model under the name that clients see, such as `notes-mini-q8_0-generic-cpu:1`. */
export interface ServedModel extends ModelListing {
  readonly servedName: string;
  /** Model that the pool loads; absent while there is nothing to load. */
  readonly resolved?: ResolvedModel | undefined;
}

export interface OpenedPart<Part> extends Disposable {
  readonly model: ServedModel;
  readonly part: Part;
}

export interface DownloadRequest {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnDownloadEvent | undefined;
  /** Downloads again what is there. */
  readonly force?: boolean | undefined;
  /** Of the hub; absent: from the environment. */
  readonly token?: string | undefined;
}
