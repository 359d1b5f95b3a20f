/** Lines of several targets that differ in their numbers only. */
export interface AlikeLines {
  /** With the range where the numbers differ: `latency rose by 34 to 74 %`. */
  readonly message: string;
  /** In order, each once; empty for lines of none. */
  readonly targets: readonly string[];
}

export interface TargetLine {
  readonly target?: string | undefined;
  readonly message: string;
}

const NUMBER = /\d+(?:\.\d+)?/g;

/** Merges lines of targets that say the same with other numbers, so that five models do not take five lines. */
export function mergeAlike(lines: readonly TargetLine[]): readonly AlikeLines[] {
  const kindOf = ({ target, message }: TargetLine) =>
    target === undefined ? message : `target: ${message.replaceAll(NUMBER, "0")}`;
  return [...Map.groupBy(lines, kindOf).values()].map((alike) => ({
    message: mergeNumbers(alike.map(({ message }) => message)),
    targets: [...new Set(alike.flatMap(({ target }) => target ?? []))],
  }));
}

function mergeNumbers(messages: readonly string[]): string {
  const numbers = messages.map((message) => message.match(NUMBER) ?? []);
  let place = -1;
  return (messages[0] ?? "").replaceAll(NUMBER, () => {
    place += 1;
    const sorted = numbers.flatMap((each) => each[place] ?? []).sort((a, b) => Number(a) - Number(b));
    const [least, most] = [sorted[0] ?? "", sorted.at(-1) ?? ""];
    return least === most ? least : `${least} to ${most}`;
  });
}
