import type { Settings } from "../../settings/definitions.ts";
import { costRuns } from "../../workbench/rates/cost-runs.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { renderCosts } from "./render-costs.ts";

export interface CostOptions extends Pick<Settings, "wattsPerCore" | "prices" | "runs"> {
  readonly ids: readonly string[];
  /** Names of hosted models, with commas between. */
  readonly as: string | undefined;
  readonly answersPerDay: number | undefined;
  readonly months: number | undefined;
  readonly json: boolean;
}

/** `assay cost` */
export async function cost(options: CostOptions, { terminal, openWorkspace }: CommandContext): Promise<number> {
  const workspace = await openWorkspace();
  const costs = await costRuns(options.ids, options, workspace);
  terminal.printResult(options, { schema: 1, type: "assay-costs", runs: costs }, () => {
    terminal.print(costs.map((one) => renderCosts(one, workspace.now(), terminal)).join("\n\n"));
  });
  return EXIT.ok;
}
