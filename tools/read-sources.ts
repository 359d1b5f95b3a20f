// Reads src/ and web/ with the compiler's own parser: functions with their length, exports, and who imports what.
import { globSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { type Node, type SourceFile, SyntaxKind } from "typescript/unstable/ast";
import { isExportDeclaration, isImportDeclaration, isNamedExports, isNamedImports } from "typescript/unstable/ast/is";
import { API } from "typescript/unstable/sync";

export interface FunctionShape {
  /** Path and line, as editors open it: `src/lib/clock.ts:12`. */
  readonly place: string;
  readonly name: string;
  readonly lines: number;
  readonly parameters: number;
}

export interface SourceShape {
  readonly path: string;
  readonly lines: number;
  readonly functions: readonly FunctionShape[];
  /** Values that it declares and exports; the types of their signatures are exported beside them. */
  readonly exports: readonly string[];
  /** Names that it takes from other files of the repository, as `path name`; `*` takes all. */
  readonly uses: readonly string[];
  /** What its strings and templates say; \u2026 stands for what a template puts in. */
  readonly texts: readonly PlacedText[];
}

export interface PlacedText {
  /** Path and line. */
  readonly place: string;
  readonly text: string;
}

/** Reads the TypeScript files of the repository that match; paths have forward slashes. */
export function readSources(pattern: string): readonly SourceShape[] {
  return readFiles(pattern).map(({ path, file }) => readSource(path, file));
}

/** Parses the TypeScript files of the repository that match. */
export function readFiles(pattern: string): readonly { readonly path: string; readonly file: SourceFile }[] {
  const paths = globSync(pattern).map((path) => path.split(sep).join("/"));
  using snapshot = openSnapshot();
  const programs = snapshot.getProjects().map(({ program }) => program);
  return paths.sort().flatMap((path) => {
    const file = programs.map((program) => program.getSourceFile(join(process.cwd(), path))).find(Boolean);
    return file === undefined ? [] : [{ path, file }];
  });
}

function openSnapshot() {
  const api = new API({ cwd: process.cwd() });
  const snapshot = api.updateSnapshot({
    openProjects: ["tsconfig.json", "web/tsconfig.json"].map((name) => join(process.cwd(), name)),
  });
  return {
    getProjects: () => snapshot.getProjects(),
    [Symbol.dispose]() {
      snapshot.dispose();
      api.close();
    },
  };
}

function readSource(path: string, file: SourceFile): SourceShape {
  const functions: FunctionShape[] = [];
  const exports: string[] = [];
  const uses: string[] = [];
  const texts: PlacedText[] = [];
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: Node, name: string | undefined): void => {
    if (isFunctionLike(node) && name !== undefined) {
      const [from, to] = [lineOf(node.getStart(file)), lineOf(node.end)];
      const { parameters } = node as Node & { readonly parameters?: readonly unknown[] };
      functions.push({ place: `${path}:${from}`, name, lines: to - from + 1, parameters: parameters?.length ?? 0 });
    }
    const text = textOf(node);
    if (text !== undefined) texts.push({ place: `${path}:${lineOf(node.getStart(file))}`, text });
    node.forEachChild((child) => visit(child, nameOf(child, node, file)));
  };
  visit(file, undefined);
  file.forEachChild((statement) => {
    uses.push(...readUses(path, statement, file));
    exports.push(...readExports(statement, file));
  });
  return { path, lines: file.getLineStarts().length - 1, functions, exports, uses, texts };
}

function isFunctionLike({ kind }: Node): boolean {
  return [
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.FunctionExpression,
    SyntaxKind.ArrowFunction,
    SyntaxKind.MethodDeclaration,
  ].includes(kind);
}

/** What a string or a template says; absent for any other node. */
function textOf(node: Node): string | undefined {
  const { kind } = node;
  if ([SyntaxKind.StringLiteral, SyntaxKind.NoSubstitutionTemplateLiteral].includes(kind))
    return (node as Node & { readonly text: string }).text;
  if (kind !== SyntaxKind.TemplateExpression) return undefined;
  const { head, templateSpans } = node as Node & {
    readonly head: { readonly text: string };
    readonly templateSpans: readonly { readonly literal: { readonly text: string } }[];
  };
  return [head, ...templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join("\u2026");
}

/** A function has its own name, or that of the constant or property it is given to. */
function nameOf(node: Node, parent: Node, file: SourceFile): string | undefined {
  const { name: own } = node as Node & { readonly name?: Node };
  if (own !== undefined) return own.getText(file);
  const { name: given } = parent as Node & { readonly name?: Node };
  const isGiven = [SyntaxKind.VariableDeclaration, SyntaxKind.PropertyAssignment].includes(parent.kind);
  return isGiven ? given?.getText(file) : undefined;
}

function readExports(statement: Node, file: SourceFile): string[] {
  const { modifiers, name, declarationList } = statement as Node & {
    readonly modifiers?: readonly Node[];
    readonly name?: Node;
    readonly declarationList?: { readonly declarations: readonly (Node & { readonly name: Node })[] };
  };
  if (!modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword)) return [];
  if ([SyntaxKind.InterfaceDeclaration, SyntaxKind.TypeAliasDeclaration].includes(statement.kind)) return [];
  if (name !== undefined) return [name.getText(file)];
  return (declarationList?.declarations ?? []).map((declaration) => declaration.name.getText(file));
}

function readUses(path: string, statement: Node, file: SourceFile): string[] {
  if (!isImportDeclaration(statement) && !isExportDeclaration(statement)) return [];
  const specifier = statement.moduleSpecifier?.getText(file).slice(1, -1);
  if (specifier === undefined || !specifier.startsWith(".")) return [];
  const target = normalize(join(dirname(path), specifier))
    .split(sep)
    .join("/");
  const bindings = isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
  if (bindings === undefined || !(isNamedImports(bindings) || isNamedExports(bindings))) return [`${target} *`];
  return bindings.elements.map((element) => `${target} ${(element.propertyName ?? element.name).getText(file)}`);
}
