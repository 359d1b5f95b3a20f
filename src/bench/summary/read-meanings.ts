import type { Prompt } from "../../core/prompt.ts";
import type { JournalEntry, PartCloseness, Plan } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import { type Closeness, listMeanings, listParts, toCloseness } from "../../quality/facets/match-meaning.ts";

/** What a run holds of closeness in meaning. */
export interface RunMeanings {
  readonly closeness: Closeness;
  /** Prompts with a facet by meaning for which not every answer has been compared: none of their answers is scored. */
  readonly unscored: ReadonlySet<string>;
}

/** A meaning and a part of an answer that are to be compared. */
export type MeaningPair = Pick<PartCloseness, "means" | "part">;

/** Reads the closeness that the journal holds of all answers. */
export function readMeanings(plan: Plan, entries: readonly JournalEntry[]): RunMeanings {
  const closeness = toCloseness(entries.flatMap((entry) => (entry.type === "meaning" ? entry.values : [])));
  const needed = listMeaningPairs(plan.prompts.prompts, entries);
  const isKnown = ({ means, part }: MeaningPair) => closeness(means, part) !== undefined;
  const unscored = [...needed].flatMap(([prompt, pairs]) => (pairs.every(isKnown) ? [] : [prompt]));
  return { closeness, unscored: new Set(unscored) };
}

/** Lists, by prompt, what has to be compared to score the answers that were timed; prompts without a meaning have none. */
export function listMeaningPairs(
  prompts: readonly Prompt[],
  entries: readonly JournalEntry[],
): ReadonlyMap<string, readonly MeaningPair[]> {
  const asked = prompts.map(({ id, facets = [] }) => [id, listMeanings(facets)] as const);
  if (asked.every(([, meanings]) => meanings.length === 0)) return new Map();
  const answers = Map.groupBy(
    entries.filter((entry) => entry.type === "sample").filter(isScored),
    (sample) => sample.prompt,
  );
  return new Map(
    asked
      .filter(([, meanings]) => meanings.length > 0)
      .map(([id, meanings]) => {
        const parts = new Set((answers.get(id) ?? []).flatMap(({ text }) => listParts(text)));
        return [id, pairUp(parts, meanings)];
      }),
  );
}

/** Every part of answers with every meaning that is asked for. */
export function pairUp(parts: Iterable<string>, meanings: readonly string[]): readonly MeaningPair[] {
  return [...parts].flatMap((part) => meanings.map((means) => ({ means, part })));
}

function isScored({ phase, status }: Sample): boolean {
  return phase === "timed" && status === "ok";
}
