// Finds the messages of errors and warnings in src/ with the compiler's own parser.
import { type Node, type SourceFile, SyntaxKind } from "typescript/unstable/ast";
import { readFiles } from "./read-sources.ts";

export interface MessageText {
  /** Path and line, as editors open it. */
  readonly place: string;
  /** The parts that vary stand in braces: `Cannot write {path}.` */
  readonly message: string;
  readonly hint?: string | undefined;
}

/** All object literals of src/ with a `code` or `type` and a `message`: errors, warnings, findings. */
export function listMessages(): readonly MessageText[] {
  return readFiles("src/**/*.ts")
    .filter(({ path }) => !path.endsWith(".test.ts") && !path.includes("/fixtures/"))
    .flatMap(({ path, file }) => [...findMessages(path, file)]);
}

function* findMessages(path: string, file: SourceFile): Generator<MessageText> {
  const nodes: Node[] = [file];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const texts = readProperties(node, file);
    if (texts?.message !== undefined) {
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      yield { place: `${path}:${line}`, message: texts.message, ...(texts.hint !== undefined && { hint: texts.hint }) };
    }
    node.forEachChild((child) => void nodes.push(child));
  }
}

function readProperties(node: Node, file: SourceFile): Readonly<Record<string, string>> | undefined {
  if (node.kind !== SyntaxKind.ObjectLiteralExpression) return undefined;
  const { properties } = node as Node & { readonly properties: readonly PropertyNode[] };
  const texts = properties.flatMap(({ name, initializer }) =>
    name === undefined || initializer === undefined ? [] : [[name.getText(file), readText(initializer, file)] as const],
  );
  const found = Object.fromEntries(texts.filter(([, text]) => text !== undefined)) as Record<string, string>;
  return "code" in found || "code" in Object.fromEntries(texts) ? found : undefined;
}

type PropertyNode = Node & { readonly name?: Node; readonly initializer?: Node };

/** The text of a literal, or of a template whose parts stand in braces; both arms of a choice, with a bar between. */
function readText(node: Node, file: SourceFile): string | undefined {
  const { text, head, templateSpans, whenTrue, whenFalse, left, right } = node as Node & {
    readonly text?: string;
    readonly head?: { readonly text: string };
    readonly templateSpans?: readonly (Node & {
      readonly expression: Node;
      readonly literal: { readonly text: string };
    })[];
    readonly whenTrue?: Node;
    readonly whenFalse?: Node;
    readonly left?: Node;
    readonly right?: Node;
  };
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
      return text;
    case SyntaxKind.TemplateExpression: {
      const parts =
        templateSpans?.map(({ expression, literal }) => `{${expression.getText(file)}}${literal.text}`) ?? [];
      return (head?.text ?? "") + parts.join("");
    }
    case SyntaxKind.ConditionalExpression:
      return [whenTrue, whenFalse]
        .map((arm) => arm && readText(arm, file))
        .filter((arm) => arm !== undefined)
        .join(" | ");
    case SyntaxKind.BinaryExpression:
      return [left, right].map((side) => (side ? (readText(side, file) ?? `{${side.getText(file)}}`) : "")).join("");
    default:
      return undefined;
  }
}
