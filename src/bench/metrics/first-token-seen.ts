import type { Sample } from "../../core/sample.ts";

/**
 * Tells whether the arrival of the first token was seen.
 *
 * An answer that came in one piece of several tokens shows when it ended, not when it began.
 */
export function firstTokenSeen(sample: Sample): boolean {
  const { tokens } = sample.deltas;
  if (sample.timeline.firstTokenMs === undefined) return false;
  return tokens.length > 1 || tokens[0] === 1 || sample.usage.completionTokens === 1;
}
