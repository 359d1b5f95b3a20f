import { countCommon } from "../../generation/count-common.ts";
import type { GenerationJob } from "../../generation/generation-job.ts";
import type { CacheSequence } from "./cache-sequence.ts";
import type { SavedState } from "./state-store.ts";

/** How much of a job's beginning need not be computed again, and where it is. */
export interface KnownBeginning {
  readonly tokens: number;
  /** The sequence of the cache that holds it. */
  readonly source?: CacheSequence;
  /** The state beside the cache that holds it. */
  readonly saved?: SavedState;
}

export interface KnownPlaces {
  readonly sequences: readonly CacheSequence[];
  readonly states: readonly SavedState[];
  /** Whether the beginning of what is held can be used alone. */
  readonly canCut: boolean;
}

/** Copying back takes as long as computing a few tokens. */
const worthRestoringTokens = 16;

/** Finds the longest known beginning of a job: in the cache, or, if that is much more, beside it. */
export function findKnown(job: GenerationJob, { sequences, states, canCut }: KnownPlaces): KnownBeginning {
  if (!job.generation.promptReuse || job.generation.onPromptScores !== undefined) return { tokens: 0 };
  let known: KnownBeginning = { tokens: 0 };
  for (const source of sequences) {
    const tokens = countCommon(source.held, job);
    if (!canCut && (!source.isIdle || tokens < source.held.length)) continue;
    if (tokens > known.tokens) known = { source, tokens };
  }
  const inCache = known.tokens;
  for (const saved of states) {
    const tokens = countCommon(saved.tokens, job);
    if (!canCut && tokens < saved.tokens.length) continue;
    if (tokens > known.tokens && tokens > inCache + worthRestoringTokens) known = { saved, tokens };
  }
  return known;
}
