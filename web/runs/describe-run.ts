import { pluralize } from "../../src/lib/pluralize.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { ReadableRun } from "./run-list.ts";

/** Such as `2026-11-30 14:12`, by the clock of whoever looks; ids have the time in UTC. */
const LOCAL_TIME = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" });

export function describeTime(iso: string): string {
  return LOCAL_TIME.format(new Date(iso));
}

/** When it was made, of how much, and what it takes on disk. */
export function describeSize({ createdAt, prompts, rounds, sizeBytes }: ReadableRun): string {
  return [
    describeTime(createdAt),
    `${pluralize(prompts.count, "prompt")} (${prompts.name}) × ${pluralize(rounds, "round")}`,
    formatQuantity(sizeBytes, "bytes"),
  ].join(" · ");
}

/** The verdict in a sentence, or why there is none. */
export function describeVerdict({ verdict, status }: Pick<ReadableRun, "verdict" | "status">): string {
  if (verdict !== undefined) return verdict;
  switch (status) {
    case "complete":
      return "Measured; no verdict is recorded.";
    case "stopped":
      return "Stopped before its end: it can be resumed.";
    case "interrupted":
      return "Cut off before its end: it can be resumed.";
    case "failed":
      return "Failed: no request was answered with a text.";
    case "running":
      return "Measuring ...";
    default:
      return status satisfies never;
  }
}
