import type { Criterion } from "../rubric/rubric.ts";
import type { ModelOrigin } from "./tell-relation.ts";

/**
 * Which answers of a run a judge was to score, and by what; a line of `judgements.jsonl`.
 *
 * Judgements stand under digests of their questions: this line says which answer each belongs to, so that a report needs neither the
 * rubric nor the judge.
 */
export interface Judging {
  readonly type: "judging";
  /** ISO 8601. */
  readonly at: string;
  readonly judge: ModelOrigin;
  /** The least lower end of weighted kappa with people that makes the judge fit. */
  readonly threshold: number;
  readonly criteria: readonly Criterion[];
  readonly items: readonly JudgingItem[];
}

export interface JudgingItem {
  readonly item: string;
  /** Key of the judgement. */
  readonly key: string;
}

/** Judgings of one judge by the same criteria are one: the later says which judgement of an answer counts, and the threshold. */
export function joinJudgings(judgings: readonly Judging[]): readonly Judging[] {
  const joined = new Map<string, Judging>();
  for (const judging of judgings) {
    const id = identify(judging);
    const before = joined.get(id);
    const items = new Map([...(before?.items ?? []), ...judging.items].map((one) => [one.item, one]));
    joined.delete(id);
    // The architecture is known of a judge that was loaded; one that is asked nothing new is not.
    joined.set(id, { ...judging, judge: { ...before?.judge, ...judging.judge }, items: [...items.values()] });
  }
  return [...joined.values()];
}

function identify({ judge, criteria }: Judging): string {
  const content = criteria.map(({ id, asks, anchors }) => [id, asks, Object.entries(anchors)]);
  return JSON.stringify([judge.contentDigest ?? judge.id, content]);
}
