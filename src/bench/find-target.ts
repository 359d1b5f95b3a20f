import type { TargetPlan } from "../core/run.ts";

/** The target that a user means: by its id, or by its alias where no other target of the run has it; `undefined` for no or several. */
export function findTarget(targets: readonly TargetPlan[], name: string): TargetPlan | undefined {
  const [byAlias, ...others] = targets.filter(({ alias }) => alias === name);
  return targets.find(({ id }) => id === name) ?? (others.length === 0 ? byAlias : undefined);
}
