import { estimateDuration, measureBandwidth } from "../../bench/estimate-duration.ts";
import { listLooks } from "../../bench/stages.ts";
import type { Plan, TargetPlan } from "../../core/run.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatDuration } from "../../report/format/format-duration.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { listNames } from "../../selection/format-figure.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { createPlainTable } from "./plain-table.ts";

/** A plan before it is run: its targets, requests, and about how long they may take. */
export function renderPlan(plan: Plan, now: () => number, terminal: Terminal): string {
  const bandwidth = measureBandwidth(now);
  const estimates = estimateDuration(plan, bandwidth);
  const rows = plan.targets.map((target, index) => {
    const estimate = estimates[index];
    return [
      target.id,
      target.engine,
      target.device,
      target.sizeBytes === undefined ? "-" : formatQuantity(target.sizeBytes, "bytes"),
      String(estimate?.requests ?? 0),
      estimate?.ms === undefined ? "unknown" : `about ${formatDuration(estimate.ms)}`,
      stateOf(target),
    ];
  });
  const total = estimates.every(({ ms }) => ms !== undefined)
    ? `about ${formatDuration(estimates.reduce((sum, { ms }) => sum + (ms ?? 0), 0))} in all`
    : "unknown in all, since endpoints take the time they take";
  const { request, prompts } = plan;
  return [
    `${pluralize(plan.targets.length, "model")} x ${pluralize(prompts.prompts.length, "prompt")} (${prompts.name}) x ${pluralize(plan.rounds, "round")}, ${plan.warmUp} warm-up, ${plan.order}, seed ${plan.seed}`,
    `temperature ${request.temperature}, at most ${request.maxTokens} tokens, prefix cache ${request.prefixCache}`,
    ...(plan.untilDecided === undefined
      ? []
      : [
          `ends once decided: looked at after ${listNames(listLooks(prompts.prompts.length).map(String))} prompts, at a level of ${Number((100 * plan.untilDecided.level).toFixed(2))} % over all looks`,
        ]),
    "",
    createPlainTable(
      [
        { title: "model", align: "left" },
        { title: "engine", align: "left" },
        { title: "device", align: "left" },
        { title: "size", align: "right" },
        { title: "requests", align: "right" },
        { title: "time", align: "left" },
        { title: "file", align: "left" },
      ],
      rows,
      terminal,
    ),
    "",
    `time: ${total}. Estimated from a memory bandwidth of ${(bandwidth / 1e6).toFixed(1)} GB/s, all weights read once per token, answers as long as the limit; a busy machine takes longer, and so does loading from a slow disk.`,
  ].join("\n");
}

function stateOf(target: TargetPlan): string {
  if (target.source.type !== "file") return "";
  return target.contentDigest === undefined ? "missing" : "present";
}
