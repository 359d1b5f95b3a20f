import { createHash } from "node:crypto";
import type { JournalEntry, Run } from "../../core/run.ts";
import type { BlindItem } from "../../quality/annotations/write-stub.ts";

/** One answer to one prompt, whoever gave it. */
export interface ScoredItem extends BlindItem {
  readonly promptId: string;
  /** Ids of the targets that gave this very answer. */
  readonly targets: readonly string[];
}

/** Letters of ids: no vowels, so that no id is a word, a month or a number, whatever a spreadsheet sees in it. */
const LETTERS = "bcdfghjkmnpqrstvwxz";
const ID_LENGTH = 10;

/** Lists the answers of a run that can be scored, in the order of its prompts; equal answers to one prompt are one item. */
export function listItems({ plan }: Run, entries: readonly JournalEntry[]): readonly ScoredItem[] {
  const samples = entries.filter(
    (entry) => entry.type === "sample" && entry.phase === "timed" && entry.status === "ok" && entry.text.trim() !== "",
  );
  return plan.prompts.prompts.flatMap(({ id: promptId, prompt, system, reference }) => {
    const answers = new Map<string, Set<string>>();
    for (const sample of samples)
      if (sample.type === "sample" && sample.prompt === promptId)
        answers.set(sample.text, (answers.get(sample.text) ?? new Set()).add(sample.target));
    return [...answers].map(([answer, targets]) => ({
      item: toItemId(promptId, answer),
      promptId,
      prompt: system === undefined ? prompt : `${system}\n\n${prompt}`,
      ...(reference !== undefined && { reference }),
      answer,
      targets: [...targets],
    }));
  });
}

/** An id that follows from prompt and answer alone: it tells nothing, and is the same in every export. */
function toItemId(promptId: string, answer: string): string {
  let rest = BigInt(
    `0x${createHash("sha256")
      .update(JSON.stringify([promptId, answer]))
      .digest("hex")}`,
  );
  let id = "";
  for (const base = BigInt(LETTERS.length); id.length < ID_LENGTH; rest /= base) id += LETTERS[Number(rest % base)];
  return id;
}
