import type { Value } from "./value.ts";

/** An expression of a template. */
export type Expression =
  | { readonly type: "literal"; readonly value: Value }
  | { readonly type: "name"; readonly name: string; readonly line: number }
  | { readonly type: "list" | "tuple"; readonly items: readonly Expression[] }
  | { readonly type: "dict"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly type: "attribute"; readonly object: Expression; readonly name: string; readonly line: number }
  | { readonly type: "item"; readonly object: Expression; readonly key: Expression; readonly line: number }
  | {
      readonly type: "slice";
      readonly object: Expression;
      readonly start: Expression | undefined;
      readonly stop: Expression | undefined;
      readonly step: Expression | undefined;
      readonly line: number;
    }
  | { readonly type: "call"; readonly callee: Expression; readonly args: CallArguments; readonly line: number }
  | FilterCall
  | {
      readonly type: "test";
      readonly value: Expression;
      readonly name: string;
      readonly args: CallArguments;
      readonly line: number;
    }
  | { readonly type: "unary"; readonly operator: "not" | "-" | "+"; readonly value: Expression; readonly line: number }
  | {
      readonly type: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly line: number;
    }
  | { readonly type: "logic"; readonly operator: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | {
      readonly type: "compare";
      readonly first: Expression;
      readonly rest: readonly { readonly operator: ComparisonOperator; readonly value: Expression }[];
      readonly line: number;
    }
  | {
      readonly type: "choice";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | undefined;
    };

export interface FilterCall {
  readonly type: "filter";
  /** Absent in a filter block, where the block's text is the value. */
  readonly value: Expression | undefined;
  readonly name: string;
  readonly args: CallArguments;
  readonly line: number;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "~";
export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

export interface CallArguments {
  readonly positional: readonly { readonly value: Expression; readonly spread: boolean }[];
  /** Without a name: `**value`. */
  readonly named: readonly { readonly name: string | undefined; readonly value: Expression }[];
}

/** Target of a `set` or a loop. */
export type Target =
  | { readonly type: "name"; readonly name: string }
  | { readonly type: "tuple"; readonly targets: readonly Target[] }
  | { readonly type: "attribute"; readonly object: string; readonly name: string; readonly line: number };

export interface Parameter {
  readonly name: string;
  readonly standard: Expression | undefined;
}

/** A statement of a template, or a piece of its text. */
export type Statement =
  | { readonly type: "data"; readonly text: string }
  | { readonly type: "print"; readonly value: Expression }
  | {
      readonly type: "if";
      readonly branches: readonly { readonly condition: Expression; readonly body: Body }[];
      readonly otherwise: Body;
    }
  | ForStatement
  | { readonly type: "set"; readonly target: Target; readonly value: Expression }
  | {
      readonly type: "set-block";
      readonly target: Target;
      readonly filters: readonly FilterCall[];
      readonly body: Body;
    }
  | MacroStatement
  | {
      readonly type: "call-block";
      readonly call: Expression;
      readonly parameters: readonly Parameter[];
      readonly body: Body;
    }
  | { readonly type: "filter-block"; readonly filters: readonly FilterCall[]; readonly body: Body }
  | { readonly type: "with"; readonly values: readonly (readonly [Target, Expression])[]; readonly body: Body }
  /** `{% generation %}`, which marks what training learns; it changes nothing. */
  | { readonly type: "group"; readonly body: Body }
  | { readonly type: "break" | "continue" };

export type Body = readonly Statement[];

export interface ForStatement {
  readonly type: "for";
  readonly target: Target;
  readonly iterable: Expression;
  readonly condition: Expression | undefined;
  readonly recursive: boolean;
  readonly body: Body;
  readonly otherwise: Body;
}

export interface MacroStatement {
  readonly type: "macro";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
}
