/** The rules of one grammar in llama.cpp's notation. */
export interface GbnfRules {
  /** Adds a rule and gives its name; the same body is added once. */
  add(body: string): string;
  /** Gives a name whose body comes later, so that rules can refer to themselves. */
  reserve(): string;
  define(name: string, body: string): void;
  /** Number of characters so far. */
  readonly size: number;
  /** Runs what adds rules; when it throws, none of them stays. */
  attempt<T>(run: () => T): T;
  /** The whole grammar, which begins at `root`. */
  toText(root: string): string;
}

/**
 * The grammar of RFC 8259, but for three things: at most one line break with its indentation where white space may be
 * (small models otherwise fill the answer with it), numbers that a double holds exactly, and no half characters.
 */
const jsonRules: Readonly<Record<string, string>> = {
  ws: '" "? | "\\n" [ \\t]{0,20}',
  value: "object | array | string | number | boolean | null",
  object: '"{" ws (pair ("," ws pair)*)? "}"',
  pair: 'string ":" " "? value ws',
  array: '"[" ws (value ws ("," ws value ws)*)? "]"',
  string: '"\\"" char* "\\""',
  char: '[^"\\\\\\x7F\\x00-\\x1F] | "\\\\" (["\\\\/bfnrt] | "u" unit)',
  unit: '[0-9a-cefA-CEF] hex hex hex | [dD] [0-7] hex hex | [dD] [89abAB] hex hex "\\\\u" [dD] [c-fC-F] hex hex',
  hex: "[0-9a-fA-F]",
  integer: '"-"? ("0" | [1-9] [0-9]{0,14})',
  number: 'integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?',
  boolean: '"true" | "false"',
  null: '"null"',
};

/** Creates the rules of a grammar; those of JSON itself (`value`, `object`, `string`, `ws`, ...) are there already. */
export function createGbnfRules(): GbnfRules {
  const bodies = new Map<string, string>(Object.entries(jsonRules));
  const names = new Map<string, string>();
  let count = 0;
  let size = 0;

  const rules: GbnfRules = {
    get size() {
      return size;
    },
    reserve: () => `r${count++}`,
    define(name, body) {
      size += body.length;
      bodies.set(name, body);
    },
    add(body) {
      const known = names.get(body);
      if (known !== undefined) return known;
      const name = rules.reserve();
      names.set(body, name);
      rules.define(name, body);
      return name;
    },
    attempt(run) {
      const before = { bodies: new Map(bodies), names: new Map(names), size };
      try {
        return run();
      } catch (error) {
        bodies.clear();
        names.clear();
        for (const [name, body] of before.bodies) bodies.set(name, body);
        for (const [body, name] of before.names) names.set(body, name);
        size = before.size;
        throw error;
      }
    },
    toText: (root) => [`root ::= ${root}`, ...[...bodies].map(([name, body]) => `${name} ::= ${body}`), ""].join("\n"),
  };
  return rules;
}

/** Text that must stand there as it is. */
export function toGbnfLiteral(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;
}
