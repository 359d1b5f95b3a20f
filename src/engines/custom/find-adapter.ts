import { AssayError } from "../../core/errors.ts";
import { endSentence } from "../../lib/end-sentence.ts";

/** Form of a user's module. */
export interface Adapter {
  /** Called once, before the first answer. */
  load?(weightsPath: string | undefined, options: Readonly<Record<string, unknown>>): unknown;
  /** Answers with a text, a promise of one, or texts that come one after the other. */
  generate(input: unknown, params: unknown): unknown;
  /** First argument of `generate`: the conversation, or one text made of it. Default `prompt`. */
  readonly input?: unknown;
  /** Parameters that the module honours: `{ temperature, seed }`, each true or false. Default false. */
  readonly honours?: unknown;
}

/**
 * Finds the adapter among a module's exports: `generate` (and `load`) by name, a default export that is the function,
 * or one object or class with these methods under any name. A class is made an object of with `new` and no arguments.
 * @throws AssayError `adapter-failed` when there is none, or several
 */
export function findAdapter(exports: Readonly<Record<string, unknown>>, path: string): Adapter {
  if (isAdapter(exports)) return exports;
  const { default: main, ...named } = exports;
  if (typeof main === "function" && !isAdapterClass(main)) return { ...named, generate: main as Adapter["generate"] };
  // A CommonJS module shows its exports several times.
  const candidates = new Set(main === undefined ? Object.values(named) : [main]);
  const found = [...candidates].filter((value) => isAdapter(value) || isAdapterClass(value));
  const [only] = found;
  if (found.length === 1) return isAdapter(only) ? only : construct(only as new () => Adapter, path);
  throw new AssayError({
    code: "adapter-failed",
    message: `The adapter ${path} must export one function \`generate\`, or one object or class that has it; it exports $Object.keys(exports).join(", ") || "nothing".`,
    hint: `Export one, such as \`export function generate(prompt, params) { return text; }\`.`,
  });
}

function isAdapter(value: unknown): value is Adapter {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "generate") === "function";
}

function isAdapterClass(value: unknown): boolean {
  return typeof value === "function" && typeof value.prototype?.generate === "function";
}

function construct(Class: new () => Adapter, path: string): Adapter {
  try {
    return new Class();
  } catch (error) {
    throw new AssayError({
      code: "adapter-failed",
      message: endSentence(
        `The adapter's class in ${path} threw when it was constructed without arguments: ${error instanceof Error ? error.message : error}`,
      ),
      hint: "Do in load(weightsPath, options) what needs arguments.",
      cause: error,
    });
  }
}
