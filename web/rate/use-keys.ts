import { useLayoutEffect } from "preact/hooks";
import type { Desk } from "./desk.ts";
import type { Score } from "./own-scores.ts";

/** Scores by the keyboard alone, wherever the focus is but in a field. */
export function useKeys(desk: Desk): void {
  // In layout: a key that is pressed as soon as the answers are seen is not lost.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      if (act(desk, event.key)) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [desk]);
}

/** Whether keys are meant for a field. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}

/** @returns whether the key means something here */
function act(desk: Desk, key: string): boolean {
  if (/^[1-5]$/.test(key)) {
    desk.score(Number(key) as Score);
    return true;
  }
  const { item } = desk.place.value;
  switch (key) {
    case "ArrowDown":
      desk.step(1);
      return true;
    case "ArrowUp":
      desk.step(-1);
      return true;
    case "ArrowRight":
      desk.goTo({ item: Math.min(item + 1, desk.ratings.items.length), criterion: 0 });
      return true;
    case "ArrowLeft":
      desk.goTo({ item: Math.max(item - 1, 0), criterion: 0 });
      return true;
    case "u":
      desk.undo();
      return true;
    case "n":
      document.getElementById("rate-note")?.focus();
      return true;
    default:
      return false;
  }
}
