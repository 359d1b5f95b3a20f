/** A rule of form or wording that an answer is held to without any model: a fact about the text, never about the world. */
export type Check =
  | JsonCheck
  | LengthCheck
  | LanguageCheck
  | ListCheck
  | HeadingsCheck
  | ParagraphsCheck
  | TableCheck
  | CodeCheck
  | PatternCheck
  | RequiredCheck
  | ForbiddenCheck
  | AnsweredCheck
  | OverlapCheck
  | SupportCheck;

export type CheckType = Check["type"];

/** The check of one type. */
export type CheckOf<Type extends CheckType> = Extract<Check, { readonly type: Type }>;

/** How many of something there may be; `exactly` stands alone. */
export interface Bounds {
  readonly exactly?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** The whole answer is one JSON value. */
export interface JsonCheck {
  readonly type: "json";
  /** JSON Schema (draft 2020-12) that the value must fit. */
  readonly schema?: Readonly<Record<string, unknown>> | undefined;
  /** Whether a code fence may stand around the value; false when absent. */
  readonly fenced?: boolean | undefined;
}

export interface LengthCheck extends Bounds {
  readonly type: "length";
  readonly unit: "words" | "sentences" | "characters";
}

/** The languages that an answer can be held to: those whose errors were measured. ISO 639-1. */
export const LANGUAGES = {
  ar: "Arabic",
  cs: "Czech",
  da: "Danish",
  de: "German",
  el: "Greek",
  en: "English",
  es: "Spanish",
  fi: "Finnish",
  fr: "French",
  hi: "Hindi",
  it: "Italian",
  ja: "Japanese",
  ko: "Korean",
  nl: "Dutch",
  no: "Norwegian",
  pl: "Polish",
  pt: "Portuguese",
  ru: "Russian",
  sv: "Swedish",
  tr: "Turkish",
  uk: "Ukrainian",
  zh: "Chinese",
} as const;

export type Language = keyof typeof LANGUAGES;

export interface LanguageCheck {
  readonly type: "language";
  readonly is: Language;
}

/** The items of the answer's lists, nested ones left out. */
export interface ListCheck extends Bounds {
  readonly type: "list";
  /** true: numbered; false: bullets; absent: either. */
  readonly ordered?: boolean | undefined;
  /** Nothing may stand beside the list. */
  readonly only?: boolean | undefined;
}

/** The headings of an answer; without bounds there must be one or more. */
export interface HeadingsCheck extends Bounds {
  readonly type: "headings";
  /** 1 to 6; absent: any. */
  readonly level?: number | undefined;
}

/** The answer is running text in so many paragraphs, and nothing else. */
export interface ParagraphsCheck extends Bounds {
  readonly type: "paragraphs";
}

/** The answer holds a Markdown table; bounds count its rows, the head left out. */
export interface TableCheck extends Bounds {
  readonly type: "table";
  /** Heads of its columns, in their order. */
  readonly columns?: readonly string[] | undefined;
}

/** The answer holds a fenced code block. */
export interface CodeCheck {
  readonly type: "code";
  /** Its language as the fence names it, such as `python`. */
  readonly language?: string | undefined;
  /** Nothing may stand beside it. */
  readonly only?: boolean | undefined;
}

/** A regular expression in the syntax of RE2: neither looking around nor back references. */
export interface PatternCheck {
  readonly type: "pattern";
  readonly matches: string;
  /** Whether the whole answer must match; absent: some part of it. */
  readonly whole?: boolean | undefined;
  readonly ignoreCase?: boolean | undefined;
}

/** Phrases that must all be in the answer, as whole words. */
export interface RequiredCheck {
  readonly type: "required";
  readonly phrases: readonly string[];
  /** Whether capitals count; false when absent. */
  readonly matchCase?: boolean | undefined;
}

/** Phrases of which none may be in the answer, as whole words. */
export interface ForbiddenCheck {
  readonly type: "forbidden";
  readonly phrases: readonly string[];
  readonly matchCase?: boolean | undefined;
}

/** The answer neither is empty nor begins with a refusal. */
export interface AnsweredCheck {
  readonly type: "answered";
}

/** Overlap with the prompt's reference, 0 to 1. Without `min` it is a figure and no rule. */
export interface OverlapCheck {
  readonly type: "overlap";
  /** `rouge-l` when absent. */
  readonly measure?: "rouge-l" | "token-f1" | undefined;
  readonly min?: number | undefined;
}

/** Share of the answer's n-grams that stand in the material of the prompt, 0 to 1. Without `min` it is a figure and no rule. */
export interface SupportCheck {
  readonly type: "support";
  /** Words of an n-gram, 1 to 5. */
  readonly n: number;
  readonly material: Material;
  readonly min?: number | undefined;
}

/** The material: the whole prompt or system text, or what stands in the prompt after or before a text of it. */
export type Material = "prompt" | "system" | { readonly after: string } | { readonly before: string };
