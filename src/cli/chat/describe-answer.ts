import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import type { Answer } from "../../workbench/model/ask-model.ts";

/** Figures of an answer on one line: speed first, then tokens, then the end where it did not end by itself. */
export function describeAnswer({ timings, usage, finishReason }: Answer, contextTokens: number | undefined): string {
  const { ttftMs, tokensPerSecond, e2eMs } = timings;
  const parts = [
    ttftMs === undefined
      ? `${formatQuantity(e2eMs, "ms")} in one piece`
      : `${formatQuantity(ttftMs, "ms")} to the first token`,
    tokensPerSecond === undefined ? undefined : formatQuantity(tokensPerSecond, "tokens/s"),
    describeTokens(usage, contextTokens),
    { stop: undefined, length: "cut at the token limit", "tool-call": "a tool call", aborted: "stopped" }[finishReason],
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function describeTokens(
  { promptTokens, completionTokens }: Answer["usage"],
  contextTokens: number | undefined,
): string | undefined {
  if (promptTokens === undefined || completionTokens === undefined) return undefined;
  const of = contextTokens === undefined ? "" : ` of ${formatNumber(contextTokens, 0)}`;
  return `${formatNumber(promptTokens, 0)} + ${formatNumber(completionTokens, 0)}${of} tokens`;
}
