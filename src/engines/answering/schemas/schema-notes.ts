import type { Warning } from "../../../core/warning.ts";

/** Parts of a request's schemas that decoding is not held to. */
export interface SchemaNotes {
  /** Paths of keywords to be checked in the answer. */
  readonly checked: readonly string[];
  /** Paths of what demands nothing here: unknown keywords, formats that nobody checks. */
  readonly ignored: readonly string[];
  check(path: string): void;
  ignore(path: string): void;
}

export function createSchemaNotes(): SchemaNotes {
  const checked = new Set<string>();
  const ignored = new Set<string>();
  return {
    get checked() {
      return [...checked];
    },
    get ignored() {
      return [...ignored];
    },
    check: (path) => void checked.add(path),
    ignore: (path) => void ignored.add(path),
  };
}

/** Of many paths so many are named. */
const mostNamed = 8;

/** Says before the answer what will not be held while it is written. */
export function toWarnings({ checked, ignored }: Pick<SchemaNotes, "checked" | "ignored">): readonly Warning[] {
  const warnings: Warning[] = [];
  if (checked.length > 0)
    warnings.push({
      code: "notice",
      message: `${name(checked)}: not enforced while the answer is written, checked after it.`,
    });
  if (ignored.length > 0)
    warnings.push({ code: "parameter-ignored", message: `${name(ignored)}: not known here, ignored.` });
  return warnings;
}

function name(paths: readonly string[]): string {
  const more = paths.length - mostNamed;
  return `${paths.slice(0, mostNamed).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
