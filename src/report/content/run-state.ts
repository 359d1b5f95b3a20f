import type { RunSummary } from "../../bench/summary/scorecard.ts";

/** Says in one sentence how far an incomplete run got; absent when it is complete. */
export function runState({ status, recorded, planned }: RunSummary): string | undefined {
  switch (status) {
    case "complete":
      return undefined;
    case "stopped":
      return `The run was stopped: ${recorded} of ${planned} requests are recorded, and all figures rest on these.`;
    case "failed":
      return "The run failed: no request was answered with a text.";
    case "running":
      return `The run has not ended: ${recorded} of ${planned} requests are recorded so far.`;
  }
  return status satisfies never;
}
