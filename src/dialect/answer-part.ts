/** A part of an answer; `tokens` are those behind it, each counted with one part only. */
export type AnswerPart =
  | { readonly type: "text" | "reasoning"; readonly text: string; readonly tokens: number }
  /** A call of one of the tools begins; its arguments follow. */
  | { readonly type: "call-begin"; readonly name: string; readonly tokens: number }
  /** More of the arguments' JSON. */
  | { readonly type: "call-arguments"; readonly text: string; readonly tokens: number }
  | { readonly type: "call-end"; readonly complete: boolean; readonly tokens: number }
  /** Something that began like a call is none; its text comes next. */
  | { readonly type: "broken-call" };
