import type { AnswerModel } from "../answers/answer-model.ts";
import type { ChatDesk } from "./chat-desk.ts";
import { alternativesOf, type Message } from "./conversation.ts";

export interface MessageViewProps<M extends Message = Message> {
  readonly desk: ChatDesk;
  readonly message: M;
  /** Answers when asked again; absent where there is none. */
  readonly model: AnswerModel | undefined;
}

/** Steps through the alternatives of a message. */
export function Alternatives({ desk, message }: Pick<MessageViewProps, "desk" | "message">) {
  const all = alternativesOf(desk.messages.value, message);
  if (all.length < 2) return null;
  const index = all.findIndex(({ id }) => id === message.id);
  const step = (by: number, label: string, sign: string) => {
    const other = all[index + by];
    return (
      <button
        type="button"
        class="quiet"
        aria-label={label}
        disabled={other === undefined}
        onClick={() => other !== undefined && desk.choose(other)}
      >
        {sign}
      </button>
    );
  };
  return (
    <span class="alternatives">
      {step(-1, "Earlier alternative", "‹")}
      <span>
        {index + 1} of {all.length}
      </span>
      {step(1, "Later alternative", "›")}
    </span>
  );
}
