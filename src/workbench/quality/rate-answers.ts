import { AssayError } from "../../core/errors.ts";
import { createRandom } from "../../lib/random.ts";
import { type Annotation, type AnnotationChange, currentAnnotations } from "../../quality/annotations/annotation.ts";
import type { BlindItem } from "../../quality/annotations/write-stub.ts";
import type { Rubric } from "../../quality/rubric/rubric.ts";
import { addSaid, findPerson, refuseChangedCriteria, type ScoreCounts } from "./add-scores.ts";
import type { RunScoring } from "./read-scoring.ts";

/** The answers of a run as one person sees them, without anything that tells which model gave them. */
export interface BlindSheet {
  readonly by: string;
  /** In the order of an exported file. */
  readonly items: readonly BlindItem[];
  /** What this person has said so far. */
  readonly own: readonly Annotation[];
}

/** @throws AssayError `invalid-input` when the name is none, or the rubric asks something else than before */
export function toBlindSheet(scoring: RunScoring, name: string, rubric: Rubric): BlindSheet {
  const { run, entries } = scoring;
  refuseChangedCriteria(entries, rubric);
  const by = findPerson(name, entries);
  const hasReference = rubric.criteria.some(({ needs }) => needs === "reference");
  return {
    by,
    items: createRandom(run.plan.seed)
      .shuffle(scoring.items)
      .map(({ item, prompt, reference, answer }) => ({
        item,
        prompt,
        answer,
        ...(hasReference && reference !== undefined && { reference }),
      })),
    own: currentAnnotations(entries).filter((one) => one.by === by),
  };
}

export interface RateOptions {
  readonly rubric: Rubric;
  readonly now: () => Date;
}

/**
 * Keeps what a person says of one answer, beside the run.
 *
 * @throws AssayError `invalid-input` when the answer or a criterion is unknown; `run-locked`, `storage-failed`
 */
export async function rateAnswer(
  scoring: RunScoring,
  change: AnnotationChange,
  options: RateOptions,
): Promise<ScoreCounts> {
  const { rubric } = options;
  const { item, scores } = change;
  if (!scoring.items.some((one) => one.item === item))
    throw new AssayError({
      code: "invalid-input",
      message: `${JSON.stringify(item)} is no answer of the run ${scoring.run.id}.`,
      hint: "Read the run's answers again: it may have been measured again meanwhile.",
    });
  const known = rubric.criteria.map(({ id }) => id);
  const unknown = Object.keys(scores).find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new AssayError({
      code: "invalid-input",
      message: `The rubric "${rubric.name}" has no criterion ${JSON.stringify(unknown)}.`,
      hint: `It has ${known.join(", ")}.`,
    });
  const by = findPerson(change.by, scoring.entries);
  return await addSaid(scoring.folder, [{ scores: [{ ...change, by }] }], options);
}
