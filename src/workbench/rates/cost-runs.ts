import { summarizeRun } from "../../bench/summary/summarize-run.ts";
import { AssayError } from "../../core/errors.ts";
import type { HostedPrice, Load, Rates } from "../../core/rates.ts";
import { costsOfRun, type RunCosts } from "../../costs/costs-of-run.ts";
import { BUILT_IN_PRICES } from "../../rates/built-in-prices.ts";
import { findHosted, mergeHosted, nameOfHosted } from "../../rates/price-table.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readRun } from "../report/read-run.ts";
import { runsFolderOf } from "../runs-folder.ts";
import type { Workspace } from "../workspace.ts";
import { readRates } from "./read-rates.ts";

export interface CostRequest {
  /** Names of hosted models, with commas between; absent: all that have a price. */
  readonly as?: string | undefined;
  readonly answersPerDay?: number | undefined;
  readonly months?: number | undefined;
}

/** As many months as a year has, where a load is stated without them. */
const DEFAULT_MONTHS = 12;

/**
 * Computes what the answers of recorded runs cost. What the project states now stands in front of what each run has kept.
 *
 * @throws AssayError `run-missing`, `storage-failed`, `unknown-model`, `invalid-input`, `invalid-file`
 */
export async function costRuns(
  ids: readonly string[],
  request: CostRequest,
  workspace: Workspace,
): Promise<readonly RunCosts[]> {
  const stated = await readRates(workspace);
  const store = createRunStore({ directory: runsFolderOf(workspace) });
  const costs: RunCosts[] = [];
  for (const id of ids) {
    const { summary, entries } = await readRun(store, id);
    const rates = mergeRates(summary.run.rates, stated);
    const priced = summarizeRun({ ...summary.run, rates }, entries);
    costs.push(costsOfRun(priced, { hosted: chooseHosted(rates.hosted, request.as), load: loadOf(request, rates) }));
  }
  return costs;
}

/** The prices of a table belong together, so that they are taken whole: parts of two tables may be of two currencies. */
function mergeRates(kept: Rates = {}, stated: Rates = {}): Rates {
  const wattsPerCore = stated.wattsPerCore ?? kept.wattsPerCore;
  const table = stated.currency === undefined ? kept : stated;
  return { ...table, ...(wattsPerCore !== undefined && { wattsPerCore }) };
}

function chooseHosted(own: readonly HostedPrice[] = [], as: string | undefined): readonly HostedPrice[] {
  if (as === undefined) return own.length > 0 ? own : BUILT_IN_PRICES;
  const names = as.split(",").filter((name) => name.trim() !== "");
  if (names.length === 0)
    throw new AssayError({
      code: "invalid-input",
      message: `A hosted model to compare with must be named, not ${JSON.stringify(as)}.`,
      hint: `There are prices of ${BUILT_IN_PRICES.map(nameOfHosted).join(", ")}, and those of prices.json.`,
    });
  const known = mergeHosted(own, BUILT_IN_PRICES);
  return names.map((name) => findHosted(known, name));
}

/** @throws AssayError `invalid-input` for months without a load */
function loadOf({ answersPerDay, months }: CostRequest, { load }: Rates): Load | undefined {
  const daily = answersPerDay ?? load?.answersPerDay;
  if (daily !== undefined) return { answersPerDay: daily, months: months ?? load?.months ?? DEFAULT_MONTHS };
  if (months === undefined) return undefined;
  throw new AssayError({
    code: "invalid-input",
    message: "Total costs over months need the answers of a day, and nobody stated them.",
    hint: "State the answers of an average day too.",
  });
}
