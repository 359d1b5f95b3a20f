import { pluralize } from "../../lib/pluralize.ts";
import type {
  ChoiceBias,
  PersonChoices,
  PreferenceSummary,
  TargetPreference,
} from "../../quality/preferences/summarize-preferences.ts";
import { agreementText, percentEnds, shareText } from "./figure-texts.ts";
import type { JudgingTable } from "./judging-tables.ts";

/** Whose answers people prefer, two targets a row. */
export function preferencesTable(targets: readonly TargetPreference[]): JudgingTable {
  return {
    heads: [
      { title: "target", align: "left" },
      { title: "against", align: "left" },
      { title: "share", align: "left" },
      { title: "won", align: "right" },
      { title: "lost", align: "right" },
      { title: "ties", align: "right" },
      { title: "prompts", align: "right" },
    ],
    rows: targets.map(({ targets: [first, second], firstShare, firstWins, secondWins, ties, prompts }) => [
      first,
      second,
      toPercent(firstShare),
      `${firstWins}`,
      `${secondWins}`,
      `${ties}`,
      `${prompts}`,
    ]),
  };
}

/** How far choices between answers can be relied on, in sentences. */
export function describePreferences({ people, bias, agreement, targets }: PreferenceSummary): readonly string[] {
  const bad = targets.filter(({ bothBad }) => bothBad > 0);
  return [
    "A share counts a tie as half, and every prompt the same.",
    ...bad.map(
      ({ targets: [first, second], bothBad }) =>
        `${first} and ${second}: both answers bad in ${pluralize(bothBad, "choice")}.`,
    ),
    ...describeBias(bias),
    ...people
      .filter(leansToOneSide)
      .map(({ by, left }) => `${by} leans to one side: the left answer in ${shareText(left)}.`),
    ...(people.length < 2 ? [] : [describeAgreement(agreement)]),
    ...agreement.pairs.map(({ raters, items, kappa, exact }) => {
      const figures = [`over ${pluralize(items, "pair")}`, ...agreementText("kappa", kappa)];
      const same =
        exact === undefined ? [] : [`same choice ${(100 * exact.value).toFixed(0)} %${percentEnds(exact.interval)}`];
      return `${raters.join(" and ")}: ${[...figures, ...same].join(", ")}.`;
    }),
  ];
}

function describeBias({ left, longer }: ChoiceBias): readonly string[] {
  const sides =
    left.of === 0 ? [] : [`Position: the left answer was chosen in ${shareText(left)} choices for one side.`];
  return longer.of === 0
    ? sides
    : [...sides, `Length: of two that differ in length, the longer answer was chosen in ${shareText(longer)}.`];
}

function describeAgreement({ items, alpha }: PreferenceSummary["agreement"]): string {
  if (items === 0) return "No pair was compared by two people, so that nothing can be said of how far they agree.";
  const figures = [`over ${pluralize(items, "pair")}`, ...agreementText("nominal alpha", alpha)];
  return `All people: ${figures.join(", ")}.`;
}

/** The whole interval lies on one side of a half. */
function leansToOneSide({ left: { low = 0, high = 1 } }: PersonChoices): boolean {
  return low > 0.5 || high < 0.5;
}

function toPercent({ value, low, high }: TargetPreference["firstShare"]): string {
  const ends = low === undefined || high === undefined ? undefined : { low, high };
  return `${(100 * value).toFixed(0)} %${percentEnds(ends)}`;
}
