import type { Verdict } from "../../selection/recommendation.ts";

/** The exit codes of `--exit-code`; documented in docs/verdicts.md. */
const CODES: Readonly<Record<Verdict["type"], number>> = {
  take: 0,
  equal: 10,
  trade: 11,
  "not-enough-evidence": 12,
  measured: 13,
  none: 14,
};

/** The exit code that tells a script which verdict there is. */
export function toVerdictExitCode({ type }: Verdict): number {
  return CODES[type];
}
