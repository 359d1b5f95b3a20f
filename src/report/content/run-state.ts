import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { looksNote } from "./looks-note.ts";

/** Says how far an incomplete run got, or one that ended once it was decided; absent when everything was measured as planned. */
export function runState({ status, recorded, planned, looks }: RunSummary): string | undefined {
  switch (status) {
    case "complete":
      return looks === undefined ? undefined : looksNote(looks);
    case "stopped":
      return `The run was stopped: ${recorded} of ${planned} requests are recorded, and all figures rest on these.`;
    case "failed":
      return "The run failed: no request was answered with a text.";
    case "running":
      return `The run has not ended: ${recorded} of ${planned} requests are recorded so far.`;
  }
  return status satisfies never;
}
