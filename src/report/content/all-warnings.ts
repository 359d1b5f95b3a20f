import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Warning } from "../../core/warning.ts";

export interface WarningLine {
  /** Absent when the warning is about the run as a whole. */
  readonly target?: string | undefined;
  readonly warning: Warning;
}

/** The warnings of the run and of its targets, each said once. */
export function allWarnings(summary: RunSummary): readonly WarningLine[] {
  const lines: readonly WarningLine[] = [
    ...summary.warnings.map((warning) => ({ warning })),
    ...summary.scorecards.flatMap((card) =>
      [...card.warnings, ...(card.info?.warnings ?? [])].map((warning) => ({ target: card.target.id, warning })),
    ),
  ];
  const seen = new Map(lines.map((line) => [`${line.target}\n${line.warning.code}\n${line.warning.message}`, line]));
  return [...seen.values()];
}
