import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { formatQuantity } from "../format/format-quantity.ts";

/** The machine and the plan of a run, as pairs of a name and a value; unknown ones are left out. */
export function environmentFacts({ run }: RunSummary): readonly (readonly [name: string, value: string])[] {
  const { environment, plan } = run;
  const { cpuModel, freeMemoryBytes, loadAverage, governor } = environment;
  const free = freeMemoryBytes === undefined ? "" : ` (${formatQuantity(freeMemoryBytes, "bytes")} free)`;
  const facts: (readonly [string, string | undefined])[] = [
    ["Run", run.id],
    ["Started", run.createdAt],
    ["System", `${environment.platform} ${environment.release}, ${environment.architecture}`],
    ["Processor", `${cpuModel ?? "unknown model"}, ${environment.cpuCount} threads`],
    ["Memory", `${formatQuantity(environment.memoryBytes, "bytes")}${free}`],
    ["Load average at start", loadAverage?.toFixed(2)],
    ["CPU governor", governor],
    ["Software", `Assay ${run.assayVersion}, Node ${environment.nodeVersion}`],
    [
      "Plan",
      `${plan.targets.length} targets, ${plan.prompts.prompts.length} prompts (${plan.prompts.name}), ${plan.rounds} rounds`,
    ],
    ["Order", `${plan.order}, seed ${plan.seed}`],
    ["Plan digest", run.digest],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
