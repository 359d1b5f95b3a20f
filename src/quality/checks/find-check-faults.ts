import type { Prompt } from "../../core/prompt.ts";
import { definitionOf } from "./checks.ts";
import type { CheckFault } from "./definition/check-definition.ts";

/** Mistakes in the checks of a prompt that their shape does not show; paths begin with the place of the check in its list. */
export function findCheckFaults(
  prompt: Pick<Prompt, "prompt" | "system" | "reference" | "checks">,
): readonly CheckFault[] {
  return (prompt.checks ?? []).flatMap((check, index) =>
    definitionOf(check)
      .findFaults(check, prompt)
      .map(({ path, message }) => ({ path: [index, ...path], message })),
  );
}
