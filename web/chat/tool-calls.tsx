import { useState } from "preact/hooks";
import type { MessageViewProps } from "./alternatives.tsx";
import type { AssistantMessage } from "./conversation.ts";

/** The calls of an answer with their arguments, and fields to answer them where nobody has yet. */
export function ToolCalls({ desk, message, model }: MessageViewProps<AssistantMessage>) {
  const calls = message.toolCalls ?? [];
  const [results, setResults] = useState<Readonly<Record<string, string>>>({});
  if (calls.length === 0) return null;
  const isAnswered = [...desk.messages.value.values()].some(({ parent }) => parent === message.id);
  return (
    <form
      class="calls"
      onSubmit={(event) => {
        event.preventDefault();
        if (model === undefined) return;
        desk.answerCalls(
          message,
          calls.map((call) => [call, results[call.id] ?? ""]),
          model,
        );
      }}
    >
      {calls.map((call) => (
        <fieldset key={call.id} class="call">
          <legend>
            Calls <code>{call.name}</code>
          </legend>
          <pre class="plain">{prettyJson(call.argumentsJson)}</pre>
          {!isAnswered && (
            <label>
              Answer of {call.name}
              <textarea
                rows={2}
                value={results[call.id] ?? ""}
                onInput={({ currentTarget }) => setResults({ ...results, [call.id]: currentTarget.value })}
              />
            </label>
          )}
        </fieldset>
      ))}
      {!isAnswered && (
        <button type="submit" disabled={model === undefined}>
          Send {calls.length === 1 ? "the answer" : "the answers"}
        </button>
      )}
    </form>
  );
}

/** Arguments as a model wrote them, which need not be JSON. */
function prettyJson(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
