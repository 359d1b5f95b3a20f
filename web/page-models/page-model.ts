/** A model whose files the service offers to pages. */
export interface PageModel {
  /** Of all its files: a model whose files change has another one. */
  readonly digest: string;
  readonly name: string;
  readonly format: "gguf" | "onnx";
  /** The first is the one to load. */
  readonly files: readonly [PageModelFile, ...PageModelFile[]];
  /** Source of the chat template, in place of the files' own. */
  readonly chatTemplate?: string | undefined;
  readonly templateVariables?: Readonly<Record<string, unknown>> | undefined;
  /** Context that its entry asks for. */
  readonly contextTokens?: number | undefined;
}

export interface PageModelFile {
  /** Path within the model, such as `onnx/model.onnx` or `tokenizer.json`. */
  readonly name: string;
  readonly url: string;
  readonly sizeBytes: number;
  /** SHA-256 as hexadecimal digits; absent where the service does not know it. */
  readonly digest?: string | undefined;
}

/** What computes in the page: the graphics card, or the processor with so many threads. */
export type PageDevice = { readonly type: "webgpu" } | { readonly type: "wasm"; readonly threads: number };
