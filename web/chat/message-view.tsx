import { useState } from "preact/hooks";
import { CopyButton } from "../answers/copy-button.tsx";
import { Alternatives, type MessageViewProps } from "./alternatives.tsx";
import { AnswerView } from "./answer-view.tsx";
import { Chips } from "./chips.tsx";
import type { ToolMessage, UserMessage } from "./conversation.ts";

/** One message of the branch that is shown. */
export function MessageView({ message, ...rest }: MessageViewProps) {
  switch (message.role) {
    case "user":
      return <UserView {...rest} message={message} />;
    case "assistant":
      return <AnswerView {...rest} message={message} />;
    case "tool":
      return <ToolView message={message} />;
    default:
      return message satisfies never;
  }
}

function UserView({ desk, message, model }: MessageViewProps<UserMessage>) {
  const [isEditing, setEditing] = useState(false);
  if (isEditing && model !== undefined)
    return (
      <EditForm
        text={message.text}
        onCancel={() => setEditing(false)}
        onDone={(text) => {
          setEditing(false);
          desk.send({ text, attachments: message.attachments }, model, message);
        }}
      />
    );
  return (
    <article class="message user" aria-label="You">
      <div class="bubble">
        <Chips attachments={message.attachments} />
        {message.text !== "" && <p class="plain">{message.text}</p>}
      </div>
      <div class="actions">
        <Alternatives desk={desk} message={message} />
        <button type="button" class="quiet" disabled={model === undefined} onClick={() => setEditing(true)}>
          Edit
        </button>
        <CopyButton text={message.text} label="Copy message" />
      </div>
    </article>
  );
}

interface EditFormProps {
  readonly text: string;
  readonly onDone: (text: string) => void;
  readonly onCancel: () => void;
}

function EditForm({ text, onDone, onCancel }: EditFormProps) {
  const [edited, setEdited] = useState(text);
  return (
    <form
      class="message user edit"
      onSubmit={(event) => {
        event.preventDefault();
        if (edited.trim() !== "") onDone(edited);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <textarea
        aria-label="Edit the message"
        ref={(field) => field?.focus()}
        value={edited}
        onInput={(event) => setEdited(event.currentTarget.value)}
      />
      <div class="actions">
        <span class="muted">The earlier message and its answers stay as an alternative.</span>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="primary">
          Ask this
        </button>
      </div>
    </form>
  );
}

function ToolView({ message }: { readonly message: ToolMessage }) {
  return (
    <article class="message tool" aria-label={`Answer of ${message.call.name}`}>
      <p class="muted">
        Answer of <code>{message.call.name}</code>
      </p>
      <pre class="plain">{message.text}</pre>
    </article>
  );
}
