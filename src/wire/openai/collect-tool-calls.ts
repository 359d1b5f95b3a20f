import type { ToolCall } from "../../core/chat-model.ts";

/** One fragment of a tool call as servers send it. */
interface ToolCallFragment {
  readonly index?: number | null | undefined;
  readonly id?: string | null | undefined;
  readonly function?:
    | {
        readonly name?: string | null | undefined;
        readonly arguments?: string | Readonly<Record<string, unknown>> | null | undefined;
      }
    | null
    | undefined;
}

/** Puts the fragments of tool calls together. */
export interface ToolCallCollector {
  /** @param position place in its list, which stands for an index that a server does not send */
  add(fragment: ToolCallFragment, position: number): void;
  /** The calls collected since the last take, in the order in which they began. */
  take(): readonly ToolCall[];
  /** Whether there ever was a call. */
  any(): boolean;
}

export function createToolCallCollector(): ToolCallCollector {
  let calls = new Map<number, ToolCall>();
  let taken = 0;

  return {
    add({ index, id, function: called }, position) {
      const key = index ?? position;
      const known = calls.get(key) ?? { id: `call_${taken + calls.size}`, name: "", argumentsJson: "" };
      const more = called?.arguments ?? "";
      calls.set(key, {
        id: id || known.id,
        name: known.name + (called?.name ?? ""),
        argumentsJson: known.argumentsJson + (typeof more === "string" ? more : JSON.stringify(more)),
      });
    },
    take() {
      const complete = [...calls.values()].map((call) => ({ ...call, argumentsJson: call.argumentsJson || "{}" }));
      taken += complete.length;
      calls = new Map();
      return complete;
    },
    any: () => taken > 0,
  };
}
