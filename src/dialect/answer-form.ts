/** How a model writes what its answers hold besides text. */
export interface AnswerForm {
  /** `channels`: each part of an answer says in a header what it is, as gpt-oss does. */
  readonly layout: "plain" | "channels";
  /** The marks around reasoning; absent where the template shows none. */
  readonly reasoning: Marks | undefined;
  /** The marks around the text itself, of families that have such. */
  readonly text: Marks | undefined;
  /** The calls' own form; absent where the template shows none. */
  readonly calls: CallForm | undefined;
  /** Begins each further part of an answer, as the prompt begins its first. */
  readonly header?: Pattern | undefined;
  /** Says who gets a part, behind its header, such as a tool; the end of reasoning then ends every part that another one follows. */
  readonly recipient?: Pattern | undefined;
}

/** The form of a model of which nothing is known. */
export const plainAnswers: AnswerForm = { layout: "plain", reasoning: undefined, text: undefined, calls: undefined };

export interface Marks {
  readonly open: string;
  readonly close: string;
}

/**
 * How a family writes tool calls. All marks are exactly as the template writes them, blanks included; readers are free
 * about blanks.
 */
export interface CallForm {
  /** Around all calls of a turn; absent where each stands alone. */
  readonly section: Marks | undefined;
  /** Stands before each call: of JSON, up to its first brace; else up to the name. */
  readonly open: string;
  /** Stands after each call. */
  readonly close: string;
  /** Between two calls. */
  readonly separator: string;
  readonly body: CallBody;
}

export type CallBody =
  /** One JSON object. Names of the entries; without `name`, the tool's name is itself the entry of its arguments. */
  | {
      readonly type: "json";
      readonly name: string | undefined;
      readonly arguments: string;
      readonly list: boolean;
      readonly wrapped: boolean;
    }
  /** The name, then the arguments as JSON. */
  | { readonly type: "named-json"; readonly afterName: Pattern }
  /** The name, then each argument between tags. */
  | { readonly type: "tags"; readonly afterName: Pattern; readonly argument: ArgumentTags }
  /** `name(key="text", other=1)`, as Python writes it. */
  | { readonly type: "python" }
  /** `name{key:<|"|>text<|"|>,other:1}`. */
  | { readonly type: "quoted-marks"; readonly quote: string };

/** Texts in their order; between two of them anything may stand, such as an id or a number. */
export type Pattern = readonly string[];

export interface ArgumentTags {
  readonly open: string;
  /** Between name and value. */
  readonly afterKey: Pattern;
  readonly close: Pattern;
  /** Entries and items of a value stand between tags too; how the tag of an item is called. Absent: values are JSON. */
  readonly nestedItem?: string | undefined;
}

/** The form of models whose template shows no calls: what our own description of tools asks for. */
export const describedCalls: CallForm = {
  section: undefined,
  open: "<tool_call>\n",
  close: "\n</tool_call>",
  separator: "\n",
  body: { type: "json", name: "name", arguments: "arguments", list: false, wrapped: false },
};

/** Marks of reasoning of a model whose template shows none. */
export const thinkMarks: Marks = { open: "<think>", close: "</think>" };
