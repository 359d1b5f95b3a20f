/** Says that figures of speed show nothing, and why; nothing where timing was not disturbed. */
export function timingDoubt(disturbances: readonly string[]): readonly string[] {
  if (disturbances.length === 0) return [];
  return [`Timing was disturbed: ${disturbances.join("; ")}. Nothing can be concluded from it.`];
}
