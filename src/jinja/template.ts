import { Budget } from "./budget.ts";
import { Evaluator } from "./evaluate.ts";
import { Executor } from "./execute.ts";
import { fromJavaScript } from "./from-javascript.ts";
import { createGlobals } from "./globals.ts";
import { JinjaError } from "./jinja-error.ts";
import { Output } from "./output.ts";
import { parseTemplate } from "./parse-template.ts";
import { Scope } from "./scope.ts";

/** The longest chat templates have some twenty thousand characters. */
const mostCharacters = 1024 * 1024;

/** A chat template that has been read. */
export interface Template {
  /**
   * Renders the template with these variables, within bounds of time, memory and depth.
   *
   * @throws JinjaError
   */
  render(variables: Readonly<Record<string, unknown>>): string;
}

export interface TemplateOptions {
  /** Local time for `strftime_now()`. */
  readonly now?: (() => Date) | undefined;
}

/**
 * Reads a template of the Jinja2 that chat models are trained with: its sandbox, with `trim_blocks`, `lstrip_blocks` and
 * loop controls, and with Transformers' `tojson`, `raise_exception` and `strftime_now`.
 *
 * @throws JinjaError `syntax`, or `budget` for a text that is too long for a template
 */
export function compileTemplate(source: string, { now = () => new Date() }: TemplateOptions = {}): Template {
  if (source.length > mostCharacters)
    throw new JinjaError("budget", `the template has ${source.length} characters, more than ${mostCharacters}`);
  const body = guardStack(() => parseTemplate(source));
  const globals = new Scope(undefined, createGlobals(now));
  return {
    render(variables) {
      const budget = new Budget();
      const output = new Output(budget);
      const values = Object.entries(variables).map(([name, value]) => [name, fromJavaScript(value)] as const);
      guardStack(() => new Executor(new Evaluator(budget)).run(body, { scope: new Scope(globals, values), output }));
      return output.text;
    },
  };
}

/** Turns an overflow of the stack into an error of the template that caused it. */
function guardStack<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw new JinjaError("budget", "the template is nested too deeply");
    throw error;
  }
}
