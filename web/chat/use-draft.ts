import { useState } from "preact/hooks";
import { readAttachment } from "./attachments.ts";
import type { Draft } from "./conversation.ts";
import { keepDraft, readDraft } from "./drafts.ts";

export interface DraftField {
  readonly draft: Draft;
  /** Why files were not attached. */
  readonly problems: readonly string[];
  change(part: Partial<Draft>): void;
  attach(files: readonly File[]): Promise<void>;
  clear(): void;
}

/** What is typed and attached in one place, kept over a reload. */
export function useDraft(place: string): DraftField {
  const [draft, setDraft] = useState(() => readDraft(place));
  const [problems, setProblems] = useState<readonly string[]>([]);
  const update = (next: (now: Draft) => Draft) =>
    setDraft((now) => {
      const changed = next(now);
      keepDraft(place, changed);
      return changed;
    });
  return {
    draft,
    problems,
    change: (part) => update((now) => ({ ...now, ...part })),
    async attach(files) {
      const read = await Promise.allSettled(files.map(readAttachment));
      const added = read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      setProblems(read.flatMap((one) => (one.status === "rejected" ? [String(one.reason.message)] : [])));
      update((now) => ({ ...now, attachments: [...now.attachments, ...added] }));
    },
    clear() {
      update(() => ({ text: "", attachments: [] }));
      setProblems([]);
    },
  };
}
