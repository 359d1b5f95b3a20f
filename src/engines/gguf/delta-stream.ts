import type { LlamaModel, Token } from "node-llama-cpp";
import type { ChatEvent, TokenLogprob } from "../../core/chat-event.ts";
import type { ChatRequest } from "../../core/chat-model.ts";
import { createTextGate, type GatedText } from "../create-text-gate.ts";
import { createDetokenizer } from "./detokenizer.ts";
import type { PickedToken } from "./sample-from-logits.ts";

/** Turns the tokens of one answer into deltas. */
export interface DeltaStream {
  /** False once a stop text has ended the answer. */
  push(picked: PickedToken): boolean;
  /** Sends what was held back, when the answer ends without a stop text. */
  flush(): void;
}

/** Creates the stream of one answer: whole characters only, no stop text, every token counted with the text that it is part of. */
export function createDeltaStream(
  model: LlamaModel,
  request: ChatRequest,
  emit: (event: ChatEvent) => void,
): DeltaStream {
  const detokenizer = createDetokenizer<Token>(model);
  const gate = createTextGate(request.stop);
  const wantsLogprobs = request.logprobs !== undefined;
  let logprobs: TokenLogprob[] = [];
  let stopped = false;

  function send({ text, tokens }: GatedText): void {
    if (text === "") return;
    emit({ type: "text-delta", text, tokens, ...(wantsLogprobs ? { logprobs } : {}) });
    logprobs = [];
  }

  return {
    push(picked) {
      if (wantsLogprobs) logprobs.push(toTokenLogprob(model, picked));
      const gated = gate.push(detokenizer.push(picked.token), 1);
      send(gated);
      stopped = gated.stopped;
      return !stopped;
    },
    flush() {
      if (!stopped) send(gate.flush());
    },
  };
}

function toTokenLogprob(model: LlamaModel, { token, logprob, top }: PickedToken): TokenLogprob {
  const spell = (one: Token) => model.detokenize([one], true);
  return {
    token: spell(token),
    logprob: logprob ?? Number.NaN,
    ...(top === undefined || top.length === 0
      ? {}
      : { top: top.map((one) => ({ token: spell(one.token), logprob: one.logprob })) }),
  };
}
