import { signal } from "@preact/signals";
import type { Prompt } from "../../src/core/prompt.ts";
import type { Sample } from "../../src/core/sample.ts";
import type { Draft } from "./draft.ts";

/** What must be the same for two answers to be held against each other. */
export type Conditions = Pick<Draft, "order" | "temperature" | "maxTokens">;

/** One answer of the session, and how it was asked for. */
export interface LabSample extends Sample {
  readonly conditions: Conditions;
  /** Counts the times that the button was pressed. */
  readonly ask: number;
}

/** All answers since the last reset, and the prompts that they answer. */
export interface Session {
  readonly samples: readonly LabSample[];
  readonly prompts: readonly Prompt[];
  /** Why no timing can be trusted, a clause each. */
  readonly disturbances: readonly string[];
}

const EMPTY: Session = { samples: [], prompts: [], disturbances: [] };

export const session = signal<Session>(EMPTY);

export function resetSession(): void {
  session.value = EMPTY;
}

/** Gives prompts their names in this session, `prompt 2`; one that was asked before keeps its own. */
export function namePrompts(asked: readonly Prompt[]): readonly Prompt[] {
  const { prompts } = session.value;
  let count = prompts.length;
  return asked.map((prompt) => {
    const known = prompts.find((one) => one.prompt === prompt.prompt && one.system === prompt.system);
    if (known !== undefined) return known;
    count += 1;
    return { ...prompt, id: `prompt ${count}` };
  });
}

export function keepSample(prompt: Prompt, sample: LabSample): void {
  const { samples, prompts, disturbances } = session.value;
  session.value = {
    samples: [...samples, sample],
    prompts: prompts.some(({ id }) => id === prompt.id) ? prompts : [...prompts, prompt],
    disturbances,
  };
}

export function keepDisturbances(clauses: readonly string[]): void {
  const { disturbances } = session.value;
  if (clauses.length > 0)
    session.value = { ...session.value, disturbances: [...new Set([...disturbances, ...clauses])] };
}
