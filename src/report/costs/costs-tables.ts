import type { BreakEven } from "../../costs/break-even.ts";
import type { HostedComparison } from "../../costs/compare-hosted.ts";
import type { RunCosts, TargetCosts } from "../../costs/costs-of-run.ts";
import { scaleEstimate } from "../../costs/mean-over-prompts.ts";
import { formatEstimate, formatMoney } from "./format-money.ts";

/** A table of texts. */
export interface CostsTable {
  readonly title: string;
  readonly heads: readonly { readonly title: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a run's costs, those that have nothing to show left out. */
export function costsTables(costs: RunCosts): readonly CostsTable[] {
  return [answersTable(costs), ...hostedTables(costs), ...loadTable(costs)];
}

function answersTable({ currency, targets }: RunCosts): CostsTable {
  return {
    title: "An answer",
    heads: [left("Model"), right("Energy (J)"), right("1,000 answers"), right(`Cost of 1,000${inCurrency(currency)}`)],
    rows: targets.map(({ target, energy, cost }) => [
      target,
      energy === undefined
        ? "-"
        : `${formatEstimate(energy.perAnswerJoules)}${energy.origin.estimates > 0 ? " estimate" : ""}`,
      energy === undefined ? "-" : formatEnergy(energy.perThousandWh),
      cost === undefined ? "-" : formatEstimate(scaleEstimate(cost.perAnswer, 1000)),
    ]),
  };
}

function formatEnergy(wattHours: number): string {
  return wattHours < 1000 ? `${formatMoney(wattHours)} Wh` : `${formatMoney(wattHours / 1000)} kWh`;
}

/** One table for each target, since each counts its own tokens. */
function hostedTables({ currency, targets }: RunCosts): readonly CostsTable[] {
  return targets
    .filter(({ hosted }) => hosted.some(({ perAnswer }) => perAnswer !== undefined))
    .map(({ target, tokens, hosted }) => {
      const hasBreakEven = hosted.some(({ breakEven }) => breakEven !== undefined);
      const each = tokens && `: ${formatMoney(tokens.input)} in, ${formatMoney(tokens.output)} out on average`;
      return {
        title: `At hosted prices, the tokens of ${target}${each ?? ""}`,
        heads: [
          left("Hosted model"),
          right(`1,000 answers${inCurrency(currency)}`),
          right("This run"),
          ...(hasBreakEven ? [left("Cheaper here")] : []),
        ],
        rows: hosted.map((one) => [
          one.hosted,
          one.perAnswer === undefined ? `- (${one.because})` : formatEstimate(scaleEstimate(one.perAnswer, 1000)),
          one.ofRun === undefined ? "-" : formatMoney(one.ofRun),
          ...(hasBreakEven ? [wordBreakEven(one.breakEven)] : []),
        ]),
      };
    });
}

function wordBreakEven(breakEven: BreakEven | undefined): string {
  switch (breakEven?.type) {
    case undefined:
      return "-";
    case "always":
      return "at any load";
    case "never":
      return "at no load: an answer costs more here";
    case "unknown":
      return `unknown: ${breakEven.because}`;
    case "at": {
      const { answersPerDay, low, high, n, capacity, isBeyondCapacity } = breakEven;
      const range =
        low === undefined ? ` (n=${n})` : ` [${formatCount(low)}, ${high === undefined ? "never" : formatCount(high)}]`;
      const from = `from ${formatCount(answersPerDay)} answers a day${range}`;
      return isBeyondCapacity && capacity !== undefined
        ? `${from}: more than the ${formatCount(capacity)} that one machine can give`
        : from;
    }
  }
  return breakEven satisfies never;
}

function loadTable({ currency, rates, targets }: RunCosts): readonly CostsTable[] {
  const { load } = rates;
  if (load === undefined) return [];
  const here = targets.filter((target) => target.load !== undefined).map(rowOfMachine);
  const there = targets.flatMap(({ target, hosted }) => hosted.flatMap((one) => rowOfHosted(target, one)));
  if (here.length + there.length === 0) return [];
  return [
    {
      title: `${formatCount(load.answersPerDay)} answers a day over ${load.months} months${inCurrency(currency)}`,
      heads: [left("Choice"), right("Machines"), right("Standing"), right("Answers"), right("Total")],
      rows: [...here, ...there],
    },
  ];
}

function rowOfMachine({ target, load }: TargetCosts): readonly string[] {
  if (load === undefined) return [];
  const { machines, standing, running, total, totalLow, totalHigh } = load;
  const range =
    totalLow === undefined || totalHigh === undefined ? "" : ` [${formatMoney(totalLow)}, ${formatMoney(totalHigh)}]`;
  return [
    `${target} here`,
    String(machines),
    formatMoney(standing),
    running === undefined ? "-" : formatMoney(running.value),
    `${formatMoney(total)}${range}`,
  ];
}

function rowOfHosted(target: string, { hosted, load }: HostedComparison): readonly (readonly string[])[] {
  if (load === undefined) return [];
  return [[`${hosted}, tokens of ${target}`, "-", "-", formatMoney(load.value), formatEstimate(load)]];
}

function formatCount(count: number): string {
  return formatMoney(count >= 10 ? Math.ceil(count) : count);
}

function inCurrency(currency: string | undefined): string {
  return currency === undefined ? "" : ` (${currency})`;
}

function left(title: string) {
  return { title, align: "left" } as const;
}

function right(title: string) {
  return { title, align: "right" } as const;
}
