import { pluralize } from "../../lib/pluralize.ts";
import { OBJECTIVE_DESCRIPTIONS } from "../objectives.ts";
import type { Comparison, Finding, Recommendation, Verdict } from "../recommendation.ts";

/** Conclusion from a look at a run that ends once it is decided. */
export interface Look {
  /** The findings in a few words. */
  readonly state: string;
  /** Why more prompts would be in vain; absent where they may settle the verdict. */
  readonly ends?: "decided" | "no-help" | "alone" | undefined;
}

/** Tells whether the verdict is settled, and whether more prompts could settle it. */
export function judgeLook({ verdict, comparisons, weights }: Recommendation): Look {
  if (verdict.type === "none" || verdict.type === "measured") return { state: "nothing to compare", ends: "alone" };
  // More prompts narrow the lead by which the user's weights may still decide a trade.
  if (verdict.type === "trade" && weights.setBy === "user") return { state: describe(comparisons, []) };
  const open = isSettled(verdict) ? [] : comparisons.filter((one) => isAmong(verdict, one));
  const state = describe(comparisons, open);
  if (open.length === 0) return { state, ends: "decided" };
  return open.some(({ findings }) => findings.some(needsPrompts)) ? { state } : { state, ends: "no-help" };
}

/** A trade is settled when it leaves no pair open beside it. */
function isSettled(verdict: Verdict): boolean {
  return verdict.type === "take" || verdict.type === "equal" || (verdict.type === "trade" && !verdict.settle?.length);
}

/** Whether a pair is of those that a verdict leaves open: of the others it is known that one is not to be taken. */
function isAmong(verdict: Verdict, { first, second, findings }: Comparison): boolean {
  const targets = verdict.type === "not-enough-evidence" ? verdict.targets : [first, second];
  return targets.includes(first) && targets.includes(second) && findings.some(({ finding }) => finding === "open");
}

function needsPrompts({ finding, promptsNeeded, difference }: Finding): boolean {
  return finding === "open" && (promptsNeeded !== undefined || difference === undefined);
}

/** One pair by what prompts tell of it, several by how many of them are open. */
function describe(comparisons: readonly Comparison[], open: readonly Comparison[]): string {
  const [pair] = comparisons;
  if (comparisons.length !== 1 || pair === undefined)
    return `${comparisons.length - open.length} of ${pluralize(comparisons.length, "pair")} settled`;
  const said = pair.findings.filter(({ difference }) => difference === undefined || difference.of === "prompts");
  return said.length === 0 ? "nothing to compare" : said.map(describeFinding).join(", ");
}

function describeFinding({ objective, finding, better }: Finding): string {
  const { label } = OBJECTIVE_DESCRIPTIONS[objective];
  return better === undefined ? `${label} ${finding}` : `${label}: ${better} better`;
}
