import type { HostedComparison } from "../../costs/compare-hosted.ts";
import type { RunCosts, TargetCosts } from "../../costs/costs-of-run.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { describeAge } from "../../rates/price-age.ts";
import { nameOfHosted } from "../../rates/price-table.ts";
import { wordEnergyOrigin } from "../content/energy-origin.ts";
import { formatMoney } from "./format-money.ts";

/** What the figures of a run's costs rest on, and what they cannot carry, a sentence each. */
export function describeCosts(costs: RunCosts, now: Date): readonly string[] {
  const { targets } = costs;
  return [
    ...grouped(targets, ({ energy, whyNoEnergy }) =>
      energy === undefined
        ? whyNoEnergy && `Energy is unknown: ${whyNoEnergy}`
        : `Energy is ${capitalised(wordEnergyOrigin(energy.origin))}`,
    ),
    ...grouped(targets, ({ cost, whyNoCost, pricing }) =>
      cost === undefined || pricing.type === "unknown"
        ? whyNoCost && `Cost is unknown: ${whyNoCost}`
        : `Cost is by ${pricing.source}`,
    ),
    ...describeCapped(targets),
    ...describeHosted(costs, now),
    ...describeTable(costs, now),
    ...describeCapacity(targets),
    ...describeHeuristic(targets),
  ];
}

/** Why the figures cannot be relied on; absent where nothing disturbed the run. It stands in front of them. */
export function describeDoubt({ disturbances }: RunCosts): string | undefined {
  if (disturbances.length === 0) return undefined;
  return `The run was disturbed (${disturbances.join("; ")}): nothing here can be relied on that rests on time, such as the part of the machine, how much it can answer and from when on it is cheaper, nor what counters of the whole machine showed.`;
}

function describeHosted({ targets, rates: { hosted = [], hardware } }: RunCosts, now: Date): readonly string[] {
  const all = targets.flatMap((target) => target.hosted);
  if (all.every(({ perAnswer }) => perAnswer === undefined)) return describeUnpriced(all);
  const old = Map.groupBy(hosted, ({ date }) => describeAge(date, now));
  const ages = [...old].flatMap(([age, prices]) =>
    age === undefined ? [] : `${prices.map(nameOfHosted).join(", ")} (${age})`,
  );
  const sources = [...Map.groupBy(hosted, ({ source }) => source)].map(
    ([source, prices]) => `${source} (${prices.map(({ model }) => model).join(", ")})`,
  );
  return [
    "Tokens are counted in each model's own vocabulary. A hosted model would count the same texts otherwise and write other answers, of another quality: its sums are an emulation, not a measurement, and nothing in them is from its cache.",
    `Hosted prices are from ${sources.join("; ")}.`,
    ...(ages.length === 0
      ? []
      : [`Prices age, and these are old: ${ages.join("; ")}. Look them up and state them in prices.json.`]),
    ...(hardware === undefined &&
    targets.some(({ hosted: all }) => all.some(({ breakEven }) => breakEven !== undefined))
      ? ["The machine itself counts as paid for, as nobody stated its price."]
      : []),
  ];
}

/** Why nothing stands at hosted prices; where some do, the table says it of the others. */
function describeUnpriced(hosted: readonly HostedComparison[]): readonly string[] {
  return [...Map.groupBy(hosted, ({ because }) => because)].map(([because, group]) => {
    const [first, ...others] = new Set(group.map((one) => one.hosted));
    return `No sum at the price of ${first}${others.length === 0 ? "" : ` and ${others.length} more`}: ${because}.`;
  });
}

function describeTable({ rates: { date } }: RunCosts, now: Date): readonly string[] {
  const age = date && describeAge(date, now);
  return age === undefined ? [] : [`The table of prices is old: ${age}.`];
}

function describeCapped(targets: readonly TargetCosts[]): readonly string[] {
  return targets.flatMap(({ target, capped: { answers, of } }) =>
    answers === 0
      ? []
      : `${answers} of ${pluralize(of, "answer")} of ${target} ended at the token limit: without it they would take more.`,
  );
}

function describeCapacity(targets: readonly TargetCosts[]): readonly string[] {
  const known = targets.flatMap(({ target, answersPerDay }) =>
    answersPerDay === undefined ? [] : `${target} ${formatMoney(answersPerDay)}`,
  );
  return known.length === 0
    ? []
    : [
        `Answers that this machine can give in the hours of a day in which it is on, one after the other: ${known.join(", ")}.`,
      ];
}

function describeHeuristic(targets: readonly TargetCosts[]): readonly string[] {
  const known = targets.flatMap(({ target, workshopHeuristic }) =>
    workshopHeuristic === undefined ? [] : `${target} ${formatMoney(workshopHeuristic)}`,
  );
  return known.length === 0
    ? []
    : [
        `The workshop's own heuristic, tokens/s × tokens of an answer × an energy heuristic of 1: ${known.join(", ")}. Its unit is not money, and of two models the faster one comes out dearer: choose nothing by it.`,
      ];
}

/** Says once what holds for several targets. */
function grouped(
  targets: readonly TargetCosts[],
  word: (target: TargetCosts) => string | undefined,
): readonly string[] {
  const lines = [...Map.groupBy(targets, word)];
  return lines.flatMap(([line, group]) => {
    if (line === undefined || line === "") return [];
    return lines.length === 1 ? `${line}.` : `${group.map(({ target }) => target).join(", ")}: ${line}.`;
  });
}

function capitalised(clause: string): string {
  return clause.startsWith("estimate") ? `an ${clause}` : `from ${clause}`;
}
