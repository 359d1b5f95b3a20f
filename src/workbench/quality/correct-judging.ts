import { summarizeJudge } from "../../bench/summary/summarize-judge.ts";
import type { JournalEntry, Run } from "../../core/run.ts";
import type { KeyedTask } from "../../quality/judge/judge-tasks.ts";
import type { Judgement } from "../../quality/judge/judgement.ts";
import type { Judging, JudgingItem } from "../../quality/judge/judging.ts";
import type { JudgeResult } from "../../quality/judge/summarize-judging.ts";
import type { SaidEntry } from "../../quality/preferences/preference.ts";
import { rateByJudge, toPeople } from "../../quality/sources/rate-by-judge.ts";
import type { ScoredItem } from "../scores/list-items.ts";

/** Says which answer each question was about, probes left out. */
export function listJudged(keyed: readonly KeyedTask[], items: readonly ScoredItem[]): readonly JudgingItem[] {
  const itemOf = new Map(items.map(({ item, promptId, answer }) => [JSON.stringify([promptId, answer]), item]));
  return keyed.flatMap(({ key, task }) => {
    if (task.kind !== "scores" || task.isProbe) return [];
    const item = itemOf.get(JSON.stringify([task.prompt, task.answer.text]));
    return item === undefined ? [] : [{ item, key }];
  });
}

export interface JudgedRun {
  readonly run: Run;
  readonly entries: readonly JournalEntry[];
  readonly items: readonly ScoredItem[];
  /** What people said. */
  readonly said: readonly SaidEntry[];
  readonly judgements: ReadonlyMap<string, Judgement>;
}

/** Holds the judge's scores of one call against those of people: what is left of them by target, and where the two differ most. */
export function correctJudging(
  judging: Judging,
  { run, entries, items, said, judgements }: JudgedRun,
): Pick<JudgeResult, "corrections" | "disagreements"> {
  const ratings = rateByJudge({
    items,
    ...toPeople(said),
    judgings: [judging],
    judgements: [...judgements.values()],
  });
  if (ratings === undefined) return { corrections: [], disagreements: [] };
  const samples = entries
    .filter((entry) => entry.type === "sample")
    .filter(({ phase, status }) => phase === "timed" && status === "ok");
  return {
    corrections: run.plan.targets.flatMap(({ id }) => {
      const own = samples.filter(({ target }) => target === id);
      const { summary } = summarizeJudge(own, ratings) ?? {};
      if (summary === undefined) return [];
      const { raw, corrected, labelled } = summary;
      return [{ target: id, raw: raw.ratio, ...(corrected !== undefined && { corrected }), labelled }];
    }),
    disagreements: ratings.disagreements,
  };
}
