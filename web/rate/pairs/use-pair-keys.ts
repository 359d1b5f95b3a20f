import { useLayoutEffect } from "preact/hooks";
import { isField } from "../use-keys.ts";
import type { Chosen, PairDesk } from "./pair-desk.ts";

const BY_DIGIT: Readonly<Record<string, Chosen["choice"]>> = { 1: "left", 2: "right", 3: "both-good", 4: "both-bad" };

/** Compares by the keyboard alone, wherever the focus is but in a field. */
export function usePairKeys(desk: PairDesk): void {
  // In layout: a key that is pressed as soon as the answers are seen is not lost.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      if (act(desk, event)) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [desk]);
}

/** @returns whether the key means something here */
function act(desk: PairDesk, { key, code, shiftKey, repeat }: KeyboardEvent): boolean {
  const choice = BY_DIGIT[key] ?? BY_DIGIT[/^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? ""];
  if (choice !== undefined) {
    // A key held down would choose for pairs that nobody has read. Where digits are typed with Shift, it means nothing more.
    const isFar = shiftKey && !/^\d$/.test(key) && (choice === "left" || choice === "right");
    if (!repeat) desk.choose({ choice, much: isFar });
    return true;
  }
  switch (key) {
    case "ArrowRight":
      desk.goTo(desk.place.value + 1);
      return true;
    case "ArrowLeft":
      desk.goTo(desk.place.value - 1);
      return true;
    case "u":
      desk.undo();
      return true;
    default:
      return false;
  }
}
