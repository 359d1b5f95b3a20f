/** The facts of a model's files that decide how much memory it takes; a fact that is not known is absent. */
export interface MemoryFacts {
  /** Bytes of the model's files. */
  readonly weightsBytes: number;
  /** Keys and values of one token of context, in all layers. */
  readonly kvBytesPerToken?: number | undefined;
  /** Whether that is more than the model really takes: some layers look back a limited way only, or keep a state of fixed size. */
  readonly isKvUpperBound?: boolean | undefined;
  /** Length of a context that the model was trained for. */
  readonly trainedContextTokens?: number | undefined;
  readonly vocabularyTokens?: number | undefined;
}
