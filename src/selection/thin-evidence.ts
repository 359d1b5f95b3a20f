import type { RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import type { Warning } from "../core/warning.ts";
import { pluralize } from "../lib/pluralize.ts";
import { listNames } from "./format-figure.ts";
import { sourceOf, withheldQuality } from "./quality-of.ts";

/** Warnings that say something about how far a figure can be trusted. */
const WEAKENING: readonly Warning["code"][] = [
  "measurement-disturbed",
  "memory-unmeasured",
  "parameter-ignored",
  "context-reduced",
];
/** Fewer prompts than this show only gross differences in quality. */
const FEW_PROMPTS = 20;

/** Says of runs what makes their figures weaker than they look, one sentence each. */
export function thinEvidenceOfRuns(summaries: readonly RunSummary[]): readonly string[] {
  return summaries.flatMap(({ run, status, planned, recorded, warnings, disturbances }) => [
    ...(status === "complete"
      ? []
      : [`Run ${run.id} is not complete: ${recorded} of ${planned} requests are recorded.`]),
    ...(run.plan.order === "blocked"
      ? [`Run ${run.id} measured one target after the other: heat or other load may have hit only some.`]
      : []),
    ...warnings
      .filter((warning) => isWeakening(warning) && !disturbances.includes(warning.message))
      .map(({ message }) => sentence(`In run ${run.id}, ${message}`)),
  ]);
}

/** The same of targets; what is true of several is said once. */
export function thinEvidenceOfTargets(cards: readonly Scorecard[]): readonly string[] {
  const notes = cards.flatMap(notesOf);
  return [...Map.groupBy(notes, ({ before, after }) => JSON.stringify([before, after])).values()].map((alike) => {
    const names = listNames(alike.map(({ target }) => target));
    const [{ before, after } = { before: "", after: "" }] = alike;
    return `${before}${names}${after}`;
  });
}

interface Note {
  readonly target: string;
  /** The parts of the sentence before and after the target's name. */
  readonly before: string;
  readonly after: string;
}

function notesOf(card: Scorecard): readonly Note[] {
  const { counts, facets, warnings, info } = card;
  const note = (before: string, after: string): Note => ({ target: card.target.id, before, after });
  const ofAnswers = (count: number) => `${count} of ${pluralize(counts.timed, "answer")} of `;
  const be = (count: number) => (count === 1 ? "is" : "are");
  // What disturbed the timing of a target is told with the verdict.
  const messages = [...warnings, ...(info?.warnings ?? [])]
    .filter((warning) => isWeakening(warning) && !card.disturbances.includes(warning.message))
    .map(({ message }) => message);
  return [
    ...(counts.capped === 0
      ? []
      : [
          note(
            ofAnswers(counts.capped),
            ` ${counts.capped === 1 ? "was" : "were"} cut at the token limit: a higher one may change quality and latency.`,
          ),
        ]),
    ...(counts.empty === 0
      ? []
      : [
          note(
            ofAnswers(counts.empty),
            counts.cutThinking === 0
              ? ` ${be(counts.empty)} empty.`
              : ` ${be(counts.empty)} empty, ${counts.cutThinking} of them cut at the token limit while thinking: raise maxTokens.`,
          ),
        ]),
    ...(counts.failed === 0
      ? []
      : [
          note(
            `${counts.failed} of ${pluralize(counts.timed, "request")} to `,
            " failed: the figures rest on the others.",
          ),
        ]),
    ...(facets?.withNonce === true
      ? [note("Random text stood in front of the prompts to ", ", which can change the answers and their quality.")]
      : []),
    ...notesOfScores(card).map(({ before, after }) => note(before, after)),
    ...[...new Set(messages)].map((message) => note("", sentence(`: ${message}`))),
  ];
}

/** People seldom score everything: what their scores rest on is said. */
function notesOfScores(card: Scorecard): readonly Omit<Note, "target">[] {
  const { people, judge } = card;
  const source = sourceOf(card);
  if (source === "people" && people !== undefined && people.rated < people.answers)
    return [
      {
        before: `People scored ${people.rated} of ${pluralize(people.answers, "answer")} of `,
        after: " by the same criteria: its quality rests on these.",
      },
    ];
  if (source !== "judge" || judge === undefined) return [];
  const { because } = withheldQuality(card) ?? {};
  if (because !== undefined)
    return [{ before: "Nothing is concluded from the quality of ", after: `, as ${because}.` }];
  const { rated, answers } = judge.raw;
  return rated === answers
    ? []
    : [{ before: `The judge scored ${rated} of ${pluralize(answers, "answer")} of `, after: "." }];
}

/** The same of the comparison's size. */
export function thinEvidenceOfPrompts(prompts: number): readonly string[] {
  if (prompts >= FEW_PROMPTS) return [];
  const have = prompts === 1 ? "1 prompt was" : `${prompts} prompts were`;
  return [
    `Only ${have} answered by all candidates: with fewer than ${FEW_PROMPTS}, only gross differences can be seen.`,
  ];
}

function isWeakening({ code }: Warning): boolean {
  return WEAKENING.includes(code);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
