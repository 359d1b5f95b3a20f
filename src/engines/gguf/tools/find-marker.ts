import type { CallMarker } from "./call-markers.ts";

/** The marker that comes first. */
export function findMarker(text: string, markers: readonly CallMarker[]): readonly [number, CallMarker | undefined] {
  let found: readonly [number, CallMarker | undefined] = [-1, undefined];
  for (const marker of markers) {
    const at = text.indexOf(marker.open);
    if (at >= 0 && (found[0] < 0 || at < found[0])) found = [at, marker];
  }
  return found;
}

/** Length of the end of a text that may be the beginning of one of the marks. */
export function countOverlap(text: string, marks: readonly string[]): number {
  let length = 0;
  for (const mark of marks)
    for (let size = Math.min(mark.length - 1, text.length); size > length; size--)
      if (text.endsWith(mark.slice(0, size))) length = size;
  return length;
}
