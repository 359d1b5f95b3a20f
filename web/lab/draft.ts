import { signal } from "@preact/signals";
import { readStored, store } from "./stored.ts";
import { WORKSHOP_PROMPTS } from "./workshop-prompts.ts";

/** What is asked, and how: everything that the user has written or chosen. It survives a reload. */
export interface Draft {
  readonly prompt: string;
  /** `set`: the workshop's prompts in place of the one that is written. */
  readonly scope: "prompt" | "set";
  readonly system: string;
  /** Reference documents, put in front of the prompt as data. */
  readonly documents: string;
  readonly temperature: number;
  readonly maxTokens: number;
  /** How often each model is asked. */
  readonly rounds: number;
  /** `in-turn`: one model at a time, so that neither disturbs the figures of the other. */
  readonly order: "in-turn" | "at-once";
}

const FIRST: Draft = {
  prompt: WORKSHOP_PROMPTS[0],
  scope: "prompt",
  system: "",
  documents: "",
  temperature: 0,
  maxTokens: 160,
  rounds: 1,
  order: "in-turn",
};

export const draft = signal<Draft>({ ...FIRST, ...readStored("lab-draft", isDraftPart) });

/** Whether what was last changed could not be kept, as the browser's storage is full or closed. */
export const draftUnsaved = signal(false);

export function changeDraft(part: Partial<Draft>): void {
  draft.value = { ...draft.value, ...part };
  draftUnsaved.value = !store("lab-draft", draft.value);
}

/** What an earlier version of the page kept counts as far as it still has a meaning. */
function isDraftPart(name: string, value: unknown): boolean {
  if (name === "order") return value === "in-turn" || value === "at-once";
  if (name === "scope") return value === "prompt" || value === "set";
  // A number that was cleared is kept as null.
  return name in FIRST && typeof value === typeof FIRST[name as keyof Draft];
}
