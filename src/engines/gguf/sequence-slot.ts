import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { GenerationJob } from "./generation-job.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";

/** One sequence of the context and the job that it serves. */
export interface SequenceSlot {
  job: GenerationJob | undefined;
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

export function createSequenceSlot(sequence: LlamaContextSequence): SequenceSlot {
  const { model } = sequence;
  let source: TokenSource | undefined;

  const slot: SequenceSlot = {
    job: undefined,
    commonPrefix: (prompt) => sequence.compareContextTokens(prompt as Token[]).firstDifferentIndex,
    async begin(job) {
      slot.job = job;
      const { prompt, promptReuse, sampling } = job.generation;
      // The last prompt token is always computed: it gives the first answer token.
      const kept = promptReuse ? Math.min(slot.commonPrefix(prompt), prompt.length - 1) : 0;
      try {
        await keepFirst(sequence, kept);
        source = createTokenSource(sequence, sampling, job.computed);
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
        await keepFirst(sequence, 0);
      }
    },
    release() {
      source?.close();
      source = undefined;
      slot.job = undefined;
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
