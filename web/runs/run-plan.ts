/** What the form of a new run says; a number that is left empty is as the project has it. */
export interface RunPlan {
  readonly models: readonly string[];
  /** Name of a set; empty: the default one. */
  readonly promptSet: string;
  readonly usesOwnPrompts: boolean;
  readonly ownPrompts: string;
  readonly rounds: string;
  readonly warmUp: string;
  readonly maxTokens: string;
  readonly endsOnceDecided: boolean;
}

/** Prompts that were written one below the other, with an empty line between two. */
export function parsePrompts(text: string): readonly string[] {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((prompt) => prompt.trim())
    .filter((prompt) => prompt !== "");
}

/** The body of the request that starts the run. */
export function toRequest(plan: RunPlan): object {
  const { models, promptSet, usesOwnPrompts, ownPrompts, rounds, warmUp, maxTokens, endsOnceDecided } = plan;
  const prompts = usesOwnPrompts ? parsePrompts(ownPrompts) : promptSet || undefined;
  const numbers = Object.entries({ rounds, warmUp, maxTokens }).filter(([, written]) => written.trim() !== "");
  return {
    models,
    ...(prompts !== undefined && { prompts }),
    ...(endsOnceDecided && { untilDecided: {} }),
    ...Object.fromEntries(numbers.map(([name, written]) => [name, Number(written)])),
  };
}
