/** What a template may call an effort, the closest word first. */
const words: Readonly<Record<string, readonly string[]>> = {
  none: ["none", "no_think", "minimal", "low"],
  minimal: ["minimal", "low"],
  low: ["low"],
  medium: ["medium", "high"],
  high: ["high"],
  xhigh: ["xhigh", "max", "high"],
  max: ["max", "xhigh", "high"],
};
/** Words that templates print as they come; others only where the template names them. */
const commonWords: readonly string[] = ["low", "medium", "high"];

/**
 * Finds the variables by which a template is told how much to reason: an effort, a switch, or both. Empty where it reads none.
 *
 * @param isAccepted whether the template renders with these variables
 */
export function findEffortVariables(
  source: string,
  effort: string,
  isAccepted: (variables: Readonly<Record<string, unknown>>) => boolean,
): Readonly<Record<string, unknown>> {
  const isNamed = (word: string) => commonWords.includes(word) || new RegExp(`['"]${word}['"]`).test(source);
  const known = /\breasoning_effort\b/.test(source) ? (words[effort.toLowerCase()] ?? []) : [];
  const word = known.find((one) => isNamed(one) && isAccepted({ reasoning_effort: one }));
  const isOn = effort !== "none" && effort !== "minimal";
  const switches = [
    ["enable_thinking", /\benable_thinking\b/],
    ["thinking", /\b(?:if|not|and|or)\s+thinking\b/],
  ] as const;
  return {
    ...(word === undefined ? {} : { reasoning_effort: word }),
    ...Object.fromEntries(switches.filter(([, read]) => read.test(source)).map(([name]) => [name, isOn])),
  };
}
