import { RE2JS } from "re2js";

export interface CompiledPattern {
  /** Where the first match stands; absent without one. */
  find(text: string): { readonly start: number; readonly end: number } | undefined;
  /** Whether the whole text matches. */
  matchesAll(text: string): boolean;
}

/**
 * Compiles a regular expression for RE2, whose time grows with the text and nothing else: no expression can hang on any
 * answer. JavaScript's way to write characters and named groups is understood.
 *
 * @throws Error that says what is wrong with it; looking around and back references are among it
 */
export function compilePattern(pattern: string, { ignoreCase = false } = {}): CompiledPattern {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  return {
    find(text) {
      const matcher = compiled.matcher(text);
      return matcher.find() ? { start: matcher.start(), end: matcher.end() } : undefined;
    },
    matchesAll: (text) => compiled.matches(text),
  };
}

/** What is wrong with a regular expression, as the rest of "must be a regular expression ..."; absent when nothing is. */
export function findPatternFault(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    const because = (error instanceof Error ? error.message : String(error)).replace(/^error parsing regexp: /, "");
    const hint = /\(\?[=!<]|escape sequence: `\\[1-9]/.test(because)
      ? "; looking around and back references are not in it, as they can take for ever"
      : "";
    return `must be a regular expression in the syntax of RE2: ${because}${hint}`;
  }
}
