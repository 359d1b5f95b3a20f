import type { Rates } from "../../core/rates.ts";
import { readPrices } from "../../rates/file/read-prices.ts";
import type { Workspace } from "../workspace.ts";

/**
 * Reads what the project states of power and prices: its prices.json, and the watts of its settings.
 *
 * @returns absent where it states nothing
 * @throws AssayError `invalid-input`, `invalid-file`, `storage-failed`
 */
export async function readRates({
  directory,
  settings,
  now,
}: Pick<Workspace, "directory" | "settings" | "now">): Promise<Rates | undefined> {
  const { wattsPerCore, prices: path } = settings;
  const table = await readPrices({ directory, path, now: now() });
  if (table === undefined && wattsPerCore === undefined) return undefined;
  const { name: _, ...rates } = table ?? { name: "" };
  return { ...rates, ...(wattsPerCore !== undefined && { wattsPerCore }) };
}
