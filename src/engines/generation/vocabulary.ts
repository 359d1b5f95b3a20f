/** Number of a token in its model's vocabulary. */
export type Token = number;

/** Turns text into tokens and back, as the model's files say. */
export interface Vocabulary {
  readonly size: number;
  readonly bos: Token | undefined;
  readonly eos: Token | undefined;
  /** Whether every text that the model reads is to begin with `bos`. */
  readonly addsBos: boolean;
  /** The marks around a gap to fill; absent where the model does not know how to. */
  readonly infill: { readonly prefix: Token; readonly suffix: Token; readonly middle: Token } | undefined;
  /** Whether every token of the vocabulary that text spells out counts as that token, control tokens included, is said by `special`. */
  tokenize(text: string, special?: boolean): Token[];
  /** The same with the marks that the model expects around a text. */
  tokenizeWhole(text: string): Token[];
  /** Control tokens have no text unless `special` spells them out. */
  detokenize(tokens: readonly Token[], special?: boolean): string;
  isControl(token: Token): boolean;
  isEndOfGeneration(token: Token): boolean;
  /** Characters of the longest token, as the vocabulary spells it. */
  longestToken(): number;
}
