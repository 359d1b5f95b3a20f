const READINGS = 50;
/** A clock that stands still for so many looks has no step that could be measured. */
const MOST_LOOKS = 1_000_000;

/** The smallest step between two different readings of the page's clock, in ms: browsers make it coarse on purpose. */
export function readClockStep(): number {
  let smallestMs = Number.POSITIVE_INFINITY;
  let before = performance.now();
  for (let looks = 0, found = 0; found < READINGS && looks < MOST_LOOKS; looks += 1) {
    const next = performance.now();
    if (next === before) continue;
    smallestMs = Math.min(smallestMs, next - before);
    before = next;
    found += 1;
  }
  return smallestMs;
}
