import type { CheckDefinition } from "../definition/check-definition.ts";
import { holdToLeast, wordLeast } from "../text/hold-to-least.ts";
import { rougeL, tokenF1 } from "../text/measure-overlap.ts";

const MEASURES = {
  "rouge-l": { name: "ROUGE-L", of: rougeL },
  "token-f1": { name: "token F1", of: tokenF1 },
} as const;

/** How far the answer uses the words of the prompt's reference. */
export const overlap: CheckDefinition<"overlap"> = {
  type: "overlap",
  name: "Overlap",
  says: "The overlap with the reference reaches its least value.",
  word: ({ measure = "rouge-l", min }) => `${MEASURES[measure].name} with the reference${wordLeast(min)}`,
  findFaults: (_check, { reference }) =>
    reference === undefined ? [{ path: [], message: "must stand beside a reference, which the prompt lacks" }] : [],
  run({ measure = "rouge-l", min }, { text, prompt: { reference = "" } }) {
    const { name, of } = MEASURES[measure];
    return holdToLeast(of(text, reference), { min, name: `${name} with the reference` });
  },
};
