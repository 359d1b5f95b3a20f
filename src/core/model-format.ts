/** A way in which models lie on disk: as one file, as several, or as a folder. */
export interface ModelFormat {
  readonly name: string;
  /** Tells by its name alone whether a path is the file to load of such a model. */
  matches(path: string): boolean;
  /** Finds the models among the files of a repository by their names: the files of each, the one to load first. What only belongs to a model is left out. */
  group(files: readonly NamedFile[]): readonly (readonly NamedFile[])[];
  /** Finds the other files of a repository that a model of this format needs, such as its tokenizer; absent: it needs none. */
  companionsOf?(path: string, files: readonly NamedFile[]): readonly NamedFile[];
  /** Finds the models in a folder of this machine: the path of the file to load of each. @throws AssayError `storage-failed` */
  findInFolder(folder: string): readonly string[];
  /** Reads what a model's files say of it, without running it. @throws AssayError `model-missing`, or `model-invalid` with the reason */
  readFacts(path: string): Promise<FileFacts>;
}

export interface NamedFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/** Facts that a model's files state; others are absent. */
export interface FileFacts {
  readonly memory: MemoryFacts;
  /** Such as `chat`, `tools`, `reasoning` or `embedding`. */
  readonly capabilities?: readonly string[] | undefined;
  readonly architecture?: string | undefined;
  readonly parameters?: number | undefined;
  readonly quantisation?: string | undefined;
  readonly licence?: string | undefined;
  /** Where the licence can be read. */
  readonly licenceUrl?: string | undefined;
  readonly chatTemplate?: string | undefined;
}

/** The facts of a model's files that decide how much memory it takes; a fact that is not known is absent. */
export interface MemoryFacts {
  /** Bytes of the model's files. */
  readonly weightsBytes: number;
  /** Keys and values of one token of context, in all layers. */
  readonly kvBytesPerToken?: number | undefined;
  /** True when the model really takes less: some layers look back a limited way only, or keep a state of fixed size. */
  readonly isKvUpperBound?: boolean | undefined;
  /** Length of a context that the model was trained for. */
  readonly trainedContextTokens?: number | undefined;
  readonly vocabularyTokens?: number | undefined;
}
