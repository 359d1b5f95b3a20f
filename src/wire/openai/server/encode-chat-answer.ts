import type { AnswerHead } from "./answer-head.ts";
import type { ChatAnswer } from "./chat-answer.ts";
import { encodeLogprobs } from "./encode-logprobs.ts";
import { encodeStep } from "./encode-step.ts";
import { encodeUsage } from "./encode-usage.ts";
import { toFinishReason } from "./finish-reason.ts";
import { sumUsage } from "./sum-usage.ts";

/** Encodes whole answers as one `chat.completion`, one choice each. */
export function encodeChatAnswer(head: AnswerHead, answers: readonly ChatAnswer[]) {
  const steps = answers.flatMap((answer, index) => answer.steps.map((step) => encodeStep(step, index)));
  return {
    id: head.id,
    object: "chat.completion",
    created: head.created,
    model: head.model,
    system_fingerprint: null,
    choices: answers.map((answer, index) => encodeChoice(answer, index, head.legacyFunctions === true)),
    usage: encodeUsage(
      sumUsage(
        answers.map(({ finish }) => finish?.usage ?? {}),
        true,
      ),
    ),
    ...(head.includeSteps === true && { steps }),
  };
}

function encodeChoice({ text, reasoning, calls, logprobs, finish }: ChatAnswer, index: number, legacy: boolean) {
  const encoded = calls.map(({ id, name, argumentsJson }) => ({
    id,
    type: "function",
    function: { name, arguments: argumentsJson },
  }));
  const message = {
    role: "assistant",
    content: text === "" && calls.length > 0 ? null : text,
    refusal: null,
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(encoded.length === 0 ? {} : legacy ? { function_call: encoded[0]?.function } : { tool_calls: encoded }),
  };
  const reason = finish === undefined ? "stop" : toFinishReason(finish.reason);
  return {
    index,
    message,
    // Scripts for Foundry Local read the answer here, streamed or not.
    delta: message,
    logprobs: logprobs === undefined ? null : encodeLogprobs(logprobs),
    finish_reason: legacy && reason === "tool_calls" ? "function_call" : reason,
  };
}
