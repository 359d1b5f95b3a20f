import type { Draft } from "./conversation.ts";

const EMPTY: Draft = { text: "", attachments: [] };

/** Reads what was typed and not sent: in this tab, or else in any. */
export function readDraft(place: string): Draft {
  try {
    const kept = sessionStorage.getItem(nameOf(place)) ?? localStorage.getItem(nameOf(place));
    return kept === null ? EMPTY : { ...EMPTY, ...JSON.parse(kept) };
  } catch {
    return EMPTY;
  }
}

/** Keeps what is typed, as far as the browser keeps anything. */
export function keepDraft(place: string, draft: Draft): void {
  const isEmpty = draft.text === "" && draft.attachments.length === 0;
  for (const storage of [() => sessionStorage, () => localStorage]) {
    try {
      if (isEmpty) storage().removeItem(nameOf(place));
      else storage().setItem(nameOf(place), JSON.stringify(draft));
    } catch {
      // Full or forbidden: the draft is in the field all the same.
    }
  }
}

function nameOf(place: string): string {
  return `assay-draft-${place}`;
}
