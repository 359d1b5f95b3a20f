/** A part of an answer by its structure; every text is a verbatim part of the answer. */
export type Block =
  /** A line, or a sentence wrapped over several; `isItem` when the list or table makes one passage of it. */
  | { readonly type: "line"; readonly text: string; readonly isItem?: boolean | undefined }
  /** What is said of one thing: label lines, a table row, a JSON object. */
  | { readonly type: "record"; readonly fields: readonly Field[]; readonly text: string }
  /** What stands under a heading, a list item or a key: the head holds for all of it. */
  | { readonly type: "group"; readonly head: string; readonly parts: readonly Block[] };

export interface Field {
  /** Empty when a value stands without a label. */
  readonly label: string;
  readonly value: string;
}
