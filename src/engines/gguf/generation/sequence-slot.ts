import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { GenerationJob } from "./generation-job.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";

/** One sequence of the context and the job that it serves. */
export interface SequenceSlot {
  job: GenerationJob | undefined;
  /** Tokens of the last prompt that it began; 0 for a sequence that holds nothing. */
  readonly lastPromptTokens: number;
  /** Rises with every job of any slot: the lowest was used least recently; 0 was never used. */
  readonly usedAt: number;
  /** Number of first tokens that the sequence holds already. */
  commonPrefix(prompt: readonly Token[]): number;
  /** Makes the sequence hold a prefix of the job's prompt and nothing else. */
  begin(job: GenerationJob): Promise<void>;
  /**
   * Queues the next step: at most `pieceTokens` of the prompt, or one token to follow.
   * Queues synchronously, so that the steps of several slots land in one batch.
   */
  step(pieceTokens: number): Promise<void>;
  release(): void;
}

/** @param nextUse counts the uses of all slots, from 1 */
export function createSequenceSlot(sequence: LlamaContextSequence, nextUse: () => number): SequenceSlot {
  const { model } = sequence;
  let source: TokenSource | undefined;
  let lastPromptTokens = 0;
  let usedAt = 0;

  const slot: SequenceSlot = {
    job: undefined,
    get lastPromptTokens() {
      return lastPromptTokens;
    },
    get usedAt() {
      return usedAt;
    },
    commonPrefix: (prompt) => sequence.compareContextTokens(prompt as Token[]).firstDifferentIndex,
    async begin(job) {
      slot.job = job;
      const { prompt, promptReuse, sampling, grammar } = job.generation;
      // The last prompt token is always computed: it gives the first answer token.
      const kept = promptReuse ? Math.min(slot.commonPrefix(prompt), prompt.length - 1) : 0;
      lastPromptTokens = prompt.length;
      usedAt = nextUse();
      try {
        await keepFirst(sequence, kept);
        source = createTokenSource(sequence, sampling, job.computed, grammar);
        job.begin(sequence.nextTokenIndex);
      } catch (error) {
        job.fail(error);
      }
    },
    async step(pieceTokens) {
      const { job } = slot;
      if (job === undefined || source === undefined || job.over) return;
      try {
        const answered = job.computed.at(-1);
        const tokens = answered === undefined ? job.promptLeft.slice(0, pieceTokens) : [answered];
        job.promptLeft = job.promptLeft.slice(answered === undefined ? tokens.length : 0);
        if (job.promptLeft.length > 0) return await source.read(tokens);
        const picked = await source.next(tokens);
        job.take(model.isEogToken(picked.token) ? undefined : picked);
      } catch (error) {
        job.fail(error);
        // What a failed step left behind is not to be trusted as a prefix.
        lastPromptTokens = 0;
        await keepFirst(sequence, 0);
      }
    },
    release() {
      source?.close();
      source = undefined;
      slot.job = undefined;
      usedAt = lastPromptTokens === 0 ? 0 : nextUse();
    },
  };
  return slot;
}

async function keepFirst(sequence: LlamaContextSequence, tokens: number): Promise<void> {
  if (sequence.nextTokenIndex === tokens) return;
  // Models with recurrent or sliding-window state cannot go back exactly without computing again.
  if (tokens === 0 || sequence.needsCheckpoints) return sequence.clearHistory();
  await sequence.eraseContextTokenRanges([{ start: tokens, end: sequence.nextTokenIndex }]);
}
