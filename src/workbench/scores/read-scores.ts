import type { RunScores } from "../../bench/summary/run-scores.ts";
import type { JournalEntry, Run } from "../../core/run.ts";
import { summarizeAnnotations } from "../../quality/annotations/summarize-annotations.ts";
import { tellRelation } from "../../quality/judge/tell-relation.ts";
import { summarizePreferences } from "../../quality/preferences/summarize-preferences.ts";
import { type Points, pointsOfPeople, rateAnswers } from "../../quality/sources/rate-answers.ts";
import { type JudgeRatings, rateByJudge, toPeople } from "../../quality/sources/rate-by-judge.ts";
import { readAnnotations } from "./annotations-file.ts";
import { readJudgements } from "./judgements-file.ts";
import { listItems, type ScoredItem } from "./list-items.ts";

/** Finds the scores of a run's answers; absent where there are none. */
export type ScoresOf = (run: Run, entries: readonly JournalEntry[]) => RunScores | undefined;

/**
 * Reads what people and judges said beside a run.
 *
 * @param directory the run's folder; absent where runs are not folders
 * @throws AssayError `storage-failed` naming the line of the annotations that is none
 */
export async function readScores(directory: string | undefined): Promise<ScoresOf> {
  if (directory === undefined) return () => undefined;
  const entries = await readAnnotations(directory);
  const { judgements, judgings } = await readJudgements(directory);
  const people = toPeople(entries);
  return (run, journal) => {
    if (entries.length === 0 && judgings.length === 0) return undefined;
    const items = listItems(run, journal);
    const judge = rateByJudge({ items, ...people, judgings, judgements });
    const { targets, seed } = run.plan;
    const given = { targets: targets.map(({ id }) => id), seed };
    const said = summarizeAnnotations(items, entries, given);
    const preferences = summarizePreferences(items, entries, given);
    const { people: raters, criteria, agreement, disputes } = said;
    return {
      ...(raters.length > 0 && { people: rateAnswers(items, pointsOfPeople(people.annotations)) }),
      ...(judge !== undefined && { judge }),
      pointsOf: createPointsOf(items, pointsOfPeople(people.annotations), judge),
      overview: {
        items: items.length,
        ...(raters.length > 0 && { people: { raters, criteria: criteria.map(({ id }) => id), agreement, disputes } }),
        ...(judge !== undefined && { judge: overviewOf(judge, run, journal) }),
        ...(preferences !== undefined && { preferences }),
      },
    };
  };
}

/** People go before a judge, and a judge that is not fit tells nothing of an answer. */
function createPointsOf(
  items: readonly ScoredItem[],
  people: ReadonlyMap<string, Points>,
  judge: JudgeRatings | undefined,
): RunScores["pointsOf"] {
  const itemOf = new Map(items.map(({ item, promptId, answer }) => [JSON.stringify([promptId, answer]), item]));
  return (prompt, answer) => {
    const own = people.get(itemOf.get(JSON.stringify([prompt, answer])) ?? "") ?? {};
    const judged = judge?.fitness.fitness === "fit" ? (judge.rate(prompt, answer)?.points ?? {}) : {};
    return { points: { ...judged, ...own }, ofJudge: Object.keys(judged).filter((id) => own[id] === undefined) };
  };
}

function overviewOf({ judge, fitness, disagreements }: JudgeRatings, { plan }: Run, journal: readonly JournalEntry[]) {
  const architectureOf = (target: string) =>
    journal.findLast((entry) => entry.type === "load" && entry.target === target);
  const relations = plan.targets.flatMap(({ id, alias, contentDigest }) => {
    const load = architectureOf(id);
    const architecture = load?.type === "load" ? load.info.architecture : undefined;
    const relation = tellRelation(judge, { id, alias, contentDigest, architecture });
    return relation === undefined ? [] : [{ target: id, relation }];
  });
  return { judge: judge.id, fitness, relations, disagreements };
}
