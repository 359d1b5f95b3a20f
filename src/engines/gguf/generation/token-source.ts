import type { ControlledEvaluateInputItem, LlamaContextSequence, Token } from "node-llama-cpp";
import { AssayError } from "../../../core/errors.ts";
import { createRandom } from "../../../lib/random.ts";
import type { AnswerGrammar } from "../grammar/grammar-source.ts";
import { greedyLogprobs, type PickedToken, sampleFromLogits } from "./sample-from-logits.ts";
import type { SamplingSettings } from "./sampling-settings.ts";

/** Computes the tokens of one answer on its sequence. */
export interface TokenSource {
  /** Computes prompt tokens that are not the last ones. */
  read(tokens: readonly Token[]): Promise<void>;
  /** Computes `tokens` (the end of the prompt, then each picked token) and picks the one that follows. */
  next(tokens: readonly Token[]): Promise<PickedToken>;
  close(): void;
}

/** The library cuts a full context in silence; lengths are checked before, so this must not happen. */
const contextShift = {
  strategy: () => {
    throw new AssayError({
      code: "internal",
      message: "Cannot go on generating as prompt and answer must fit the context: it is full",
    });
  },
};

/**
 * Creates the source of one answer.
 *
 * Without log-probabilities the library samples, on a sampler that it keeps for the whole answer: that spares us the
 * logits of the vocabulary (milliseconds per token with 150,000 of them). It reports log-probabilities *after*
 * temperature and penalties, so a request that wants the model's own is sampled here, from the same candidates but
 * with another random stream.
 *
 * @param generated the tokens picked so far, as they grow
 * @param grammar what the library holds its picks to; a request with log-probabilities has none
 */
export function createTokenSource(
  sequence: LlamaContextSequence,
  settings: SamplingSettings,
  generated: readonly Token[],
  grammar?: AnswerGrammar,
): TokenSource {
  return settings.logprobs === undefined
    ? createLibrarySource(sequence, settings, generated, grammar)
    : createLogprobSource(sequence, settings, settings.logprobs, generated);
}

function createLibrarySource(
  sequence: LlamaContextSequence,
  settings: SamplingSettings,
  generated: readonly Token[],
  grammar: AnswerGrammar | undefined,
): TokenSource {
  const { temperature, topP, topK, presencePenalty, frequencyPenalty, seed } = settings;
  const penalised = presencePenalty !== 0 || frequencyPenalty !== 0;
  let stream: ReturnType<typeof start> | undefined;

  function start(tokens: readonly Token[]) {
    return sequence.evaluateWithMetadata(
      tokens.slice(),
      {},
      {
        temperature,
        topP,
        topK,
        // The library takes seeds from 0 to 2^32 - 1.
        seed: seed >>> 0,
        yieldEogToken: true,
        contextShift,
        ...(grammar === undefined ? {} : { grammarEvaluationState: grammar.begin() }),
        ...(penalised
          ? {
              repeatPenalty: {
                punishTokens: () => generated.slice(),
                maxPunishTokens: sequence.contextSize,
                penalty: 1,
                presencePenalty,
                frequencyPenalty,
              },
            }
          : {}),
      },
    );
  }

  return {
    read: (tokens) => readPiece(sequence, tokens),
    async next(tokens) {
      stream ??= start(tokens);
      const { value } = await stream.next();
      if (value === undefined) throw noToken();
      return value;
    },
    close: () => void stream?.return(),
  };
}

function createLogprobSource(
  sequence: LlamaContextSequence,
  settings: SamplingSettings,
  top: number,
  generated: readonly Token[],
): TokenSource {
  const { temperature, presencePenalty, frequencyPenalty } = settings;
  const greedy = temperature <= 0 && presencePenalty === 0 && frequencyPenalty === 0;
  const random = createRandom(settings.seed);
  const generateNext = greedy
    ? {
        token: true,
        totalLogitWeight: true,
        logits: { filter: { tokens: [], includeMax: true, includeSelected: true, includeTop: top } },
      }
    : { logits: true };

  return {
    read: (tokens) => readPiece(sequence, tokens),
    async next(tokens) {
      const input: ControlledEvaluateInputItem[] = tokens.slice();
      const last = tokens.at(-1);
      if (last !== undefined) input[input.length - 1] = [last, { generateNext }];
      const outputs = await sequence.controlledEvaluate(input, { contextShift });
      const { token, logits, totalLogitWeight } = outputs.at(-1)?.next ?? {};
      if (logits === undefined || logits.size === 0) throw noToken();
      if (!greedy) return sampleFromLogits(logits, settings, { generated, random: random.next(), top });
      if (token == null || totalLogitWeight === undefined) throw noToken();
      return greedyLogprobs(token, logits, totalLogitWeight, top);
    },
    close: () => {},
  };
}

async function readPiece(sequence: LlamaContextSequence, tokens: readonly Token[]): Promise<void> {
  await sequence.controlledEvaluate(tokens.slice(), { contextShift });
}

function noToken(): AssayError {
  return new AssayError({
    code: "model-invalid",
    message: "Cannot go on generating as the model must give a next token: it gave none",
    hint: "The file's weights may be damaged; get it again.",
  });
}
