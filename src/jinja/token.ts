/** A piece of a template. Inside of tags: names, operators, texts and numbers; outside: data. */
export interface Token {
  readonly type:
    | "data"
    | "tag-begin"
    | "tag-end"
    | "print-begin"
    | "print-end"
    | "name"
    | "operator"
    | "text"
    | "integer"
    | "float";
  readonly value: string;
  readonly line: number;
}
