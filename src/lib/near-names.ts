import { distance } from "fastest-levenshtein";

/** Lists the known names that are near `name`, nearest first, at most `limit`; none when nothing is near. */
export function nearNames(name: string, known: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase();
  const reach = Math.max(2, Math.floor(wanted.length * 0.4));
  return [...known]
    .map((candidate) => ({ candidate, steps: stepsBetween(wanted, candidate.toLowerCase()) }))
    .filter(({ steps }) => steps <= reach)
    .sort((a, b) => a.steps - b.steps)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

// Someone who writes `size` for `size_mb`, or `qwen2.5` for `qwen2.5-0.5b`, is near, however long the rest is.
function stepsBetween(wanted: string, candidate: string): number {
  const isStart = wanted.length >= 3 && (candidate.startsWith(wanted) || wanted.startsWith(candidate));
  const steps = distance(wanted, candidate);
  return isStart ? Math.min(steps, 1.5) : steps;
}
