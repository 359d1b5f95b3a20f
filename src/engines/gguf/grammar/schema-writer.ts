import type { SchemaNotes } from "../../answering/schemas/schema-notes.ts";
import type { GbnfRules } from "./gbnf/gbnf-rules.ts";

/** Writer of a schema's rules. */
export interface SchemaWriter {
  readonly rules: GbnfRules;
  readonly notes: SchemaNotes;
  /** Adds the rules of the schema at a path and gives the name of the first. */
  toRule(schema: unknown, path: string): string;
  /** Writes how often something stands there; what is too often to be written out is named, to be counted in the answer. */
  times(bounds: RepetitionBounds): string;
}

export interface RepetitionBounds {
  readonly least: number;
  /** Absent: no limit. */
  readonly most?: number | undefined;
  /** Of the keywords that say so. */
  readonly paths: { readonly least: string; readonly most: string };
}

/** llama.cpp takes no more of one thing. */
const mostOfOne = 2000;
/** Of a whole schema; llama.cpp writes every repetition out. */
const mostOfAll = 10_000;

/** Creates the writer of repetitions, which spends what llama.cpp can hold on whoever comes first. */
export function createTimes(notes: SchemaNotes): SchemaWriter["times"] {
  let left = mostOfAll;

  function spend(count: number, path: string): number | undefined {
    if (count > mostOfOne || count > left) {
      notes.check(path);
      return undefined;
    }
    left -= count;
    return count;
  }

  return ({ least, most, paths }) => {
    const from = spend(least, paths.least) ?? 0;
    const to = most === undefined ? undefined : spend(most, paths.most);
    return `{${from},${to ?? ""}}`;
  };
}
