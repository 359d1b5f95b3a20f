import type { EnergyCounters } from "../../core/energy-counter.ts";
import { toAssayError } from "../../core/errors.ts";
import { readPrices } from "../../rates/file/read-prices.ts";
import { openEnergyCounters } from "../../system/energy/open-energy-counters.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";

/** Tells which energy can be read here, and whether the project's prices.json can be used; nothing of the latter where there is none. */
export async function checkCosts(
  workspace: Pick<Workspace, "clock" | "env" | "directory" | "settings" | "now">,
  open: (workspace: Pick<Workspace, "clock" | "env">) => Promise<EnergyCounters> = openEnergyCounters,
): Promise<readonly Finding[]> {
  await using energy = await open(workspace);
  return [...describeCounters(energy), ...(await checkPrices(workspace))];
}

function describeCounters({ counters, problems }: EnergyCounters): readonly Finding[] {
  const found = { topic: "machine", subject: "energy" } as const;
  const unread = problems.map(
    ({ message, hint }): Finding => ({ ...found, status: "warning", message, hints: [hint] }),
  );
  if (counters.length > 0)
    return [{ ...found, status: "ok", message: `read from ${counters.map(({ name }) => name).join(", ")}` }, ...unread];
  if (unread.length > 0) return unread;
  return [{ ...found, status: "ok", message: "no counter here; estimated where the watts of a busy core are stated" }];
}

async function checkPrices({
  directory,
  settings,
  now,
}: Pick<Workspace, "directory" | "settings" | "now">): Promise<readonly Finding[]> {
  const found = { topic: "settings", subject: "prices" } as const;
  try {
    const table = await readPrices({ directory, path: settings.prices, now: now() });
    if (table === undefined) return [];
    return [{ ...found, status: "ok", message: `in ${table.currency}, stated on ${table.date}` }];
  } catch (thrown) {
    const { message, hint } = toAssayError(thrown);
    return [{ ...found, status: "problem", message, ...(hint !== undefined && { hints: [hint] }) }];
  }
}
