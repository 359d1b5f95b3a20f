import type { RunSummary, UsedAcceptable } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { wordAcceptable } from "../../quality/acceptable/default-acceptable.ts";

const FROM: Readonly<Record<UsedAcceptable["from"], string>> = {
  plan: "",
  default: " The plan says nothing of it, so this is what holds when nobody does.",
  report: " It was stated when this report was drawn, and is not the plan's.",
};

/** What an acceptable answer is in a run, and of how many answers that is known; nothing where nothing says so. */
export function acceptableNote({ acceptable, scorecards }: RunSummary): readonly string[] {
  if (acceptable === undefined) return [];
  const { rule, from } = acceptable;
  const nobody = rule.setBy === "assay" && from === "plan" ? " (nobody stated another)" : "";
  const counts = scorecards.flatMap(({ acceptable: own, target }) => (own === undefined ? [] : [{ ...own, target }]));
  const unknown = counts.filter(({ known, answers }) => known < answers);
  const judged = counts.reduce((sum, { byJudge }) => sum + byJudge, 0);
  return [
    `An answer is acceptable where it meets all of ${wordAcceptable(rule)}${nobody}.${FROM[from]}`,
    ...(unknown.length === 0
      ? []
      : [
          `That is known of ${unknown.map(({ target, known, answers }) => `${known} of ${pluralize(answers, "answer")} of ${target.id}`).join(", ")}: the others count neither way.`,
        ]),
    ...(judged === 0 ? [] : [`Of ${pluralize(judged, "answer")} a judge decides, as people have not scored them.`]),
  ];
}
