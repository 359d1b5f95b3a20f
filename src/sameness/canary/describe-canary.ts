import { pluralize } from "../../lib/pluralize.ts";
import { describeChoice, describeVerdict, explainVerdict } from "../describe-verdict.ts";
import type { TimeFinding } from "./compare-times.ts";
import { describeChange } from "./conditions.ts";
import type { CanaryFinding, QualityChange } from "./judge-canary.ts";

/** What moved, in a sentence. */
export function describeCanary({ state, comparison, quality, time }: CanaryFinding): string {
  switch (state) {
    case "failed":
      return "It could not be asked.";
    case "worse":
      return `Quality fell by ${points(-(quality?.difference ?? 0))}. ${describeVerdict(comparison)}`;
    case "changed":
      return `Changed. ${describeVerdict(comparison)}`;
    case "slower":
      return `The same answers take longer: ${describeTime(time)}`;
    case "rounding":
      return comparison.verdict.type === "same"
        ? "Rounding: the same answers, and scores that differ by no more than rounding makes."
        : `Rounding. ${describeVerdict(comparison)}`;
    case "identical":
      return `Nothing moved: ${pluralize(comparison.identicalAnswers, "answer")}, equal to the last character${comparison.scores === undefined ? "" : `, and the scores of ${pluralize(comparison.scores.tokens, "token")}`}.`;
    default:
      return state satisfies never;
  }
}

/** The sentences behind it: what changed since, the first difference, quality and time. */
export function explainCanary(finding: CanaryFinding): readonly string[] {
  const { changes, comparison, quality, time, state } = finding;
  const since =
    changes.length === 0
      ? "Since it was recorded, nothing changed that is known to matter."
      : `Changed since it was recorded: ${changes.map(describeChange).join("; ")}.`;
  if (state === "identical") {
    // That nothing moved says nothing of times which could not be compared.
    const untold = time !== undefined && "because" in time ? [`Time: ${describeTime(time)}`] : [];
    return [...(changes.length === 0 ? [] : [since]), ...untold];
  }
  return [
    since,
    ...explainVerdict(comparison),
    ...describeFirst(finding),
    ...(quality === undefined ? [] : [describeQuality(quality)]),
    ...(time === undefined ? [] : [`Time: ${describeTime(time)}`]),
  ];
}

function describeFirst({ comparison }: CanaryFinding): readonly string[] {
  const parted = comparison.prompts.find(({ answers }) => answers.divergence !== undefined);
  const { prompt } = comparison.verdict;
  const shown = comparison.prompts.find((one) => one.prompt === prompt && one.answers.divergence) ?? parted;
  const divergence = shown?.answers.divergence;
  if (shown === undefined || divergence === undefined) return [];
  return [
    `First difference, at "${shown.prompt}", token ${divergence.token ?? "?"}: it said ${describeChoice(divergence.ours)}, and says ${describeChoice(divergence.theirs)} now.`,
  ];
}

function describeQuality({ difference, interval, n, moved }: QualityChange): string {
  const range = interval === undefined ? "" : ` (${points(interval.low)} to ${points(interval.high)})`;
  const change = `${difference < 0 ? "" : "+"}${points(difference)}${range} on ${pluralize(n, "prompt")} with facets`;
  const words = {
    worse: "it fell",
    better: "it rose",
    no: "within chance",
    unknown: "too few prompts to tell a difference from chance",
  };
  return `Quality by facets: ${change}; ${words[moved]}.`;
}

function describeTime(time: TimeFinding | undefined): string {
  if (time === undefined) return "not measured.";
  if ("because" in time) return `not compared, as ${time.because}.`;
  const { ratio, low, high, n, noise, moved } = time;
  const words = { slower: "slower", faster: "faster", no: "within the noise" };
  return `${ratio.toFixed(2)}x (${low.toFixed(2)} to ${high.toFixed(2)}) on ${pluralize(n, "prompt")}; equal sessions differ by up to ${noise.toFixed(2)}x: ${words[moved]}.`;
}

function points(share: number): string {
  return pluralize(Math.round(share * 100), "point");
}
