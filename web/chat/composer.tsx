import { useEffect, useRef } from "preact/hooks";
import { formatNumber } from "../../src/report/format/format-number.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { aboutTokens, estimateTokens } from "./attachments.ts";
import { Chips } from "./chips.tsx";
import type { Draft } from "./conversation.ts";
import { useDraft } from "./use-draft.ts";

export interface ComposerProps {
  /** Where its draft is kept: a conversation, or a new one. */
  readonly place: string;
  readonly model: AnswerModel | undefined;
  /** Tokens of the conversation so far, roughly. */
  readonly usedTokens: number;
  readonly isAnswering: boolean;
  readonly onSend: (draft: Draft) => void;
  readonly onStop: () => void;
}

/** A longer text that is pasted goes along as an attachment. */
const MOST_PASTED = 4_000;

/** The field to write in: Enter sends, Shift+Enter breaks the line. */
export function Composer({ place, model, usedTokens, isAnswering, onSend, onStop }: ComposerProps) {
  const { draft, problems, change, attach, clear } = useDraft(place);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const isEmpty = draft.text.trim() === "" && draft.attachments.length === 0;
  const canSend = !isEmpty && !isAnswering && model !== undefined;
  const send = () => {
    if (!canSend) return;
    clear();
    onSend(draft);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void attach([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Chips
        attachments={draft.attachments}
        onRemove={(index) => change({ attachments: draft.attachments.toSpliced(index, 1) })}
      />
      {problems.map((problem) => (
        <p key={problem} class="bad" role="alert">
          {problem}
        </p>
      ))}
      <label class="hidden" for="chat-message">
        Message
      </label>
      <textarea
        id="chat-message"
        ref={field}
        rows={2}
        value={draft.text}
        placeholder={model === undefined ? "Write a message" : `Write to ${model.label}`}
        onInput={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData?.getData("text/plain") ?? "";
          if (pasted.length <= MOST_PASTED) return;
          event.preventDefault();
          change({ attachments: [...draft.attachments, { name: "pasted text", text: pasted }] });
        }}
      />
      <div class="composer-foot">
        <AttachButton onFiles={(files) => void attach(files)} />
        <ContextNote draft={draft} model={model} usedTokens={usedTokens} />
        {isAnswering ? (
          <button type="button" onClick={onStop} title="Escape">
            Stop
          </button>
        ) : (
          <button type="submit" class="primary" disabled={!canSend}>
            Send
          </button>
        )}
      </div>
    </form>
  );
}

function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="quiet" onClick={() => input.current?.click()}>
        Attach
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </>
  );
}

function ContextNote(props: {
  readonly draft: Draft;
  readonly model: AnswerModel | undefined;
  readonly usedTokens: number;
}) {
  const { draft, model, usedTokens } = props;
  const wanted =
    usedTokens + estimateTokens(draft.text) + draft.attachments.reduce((sum, one) => sum + estimateTokens(one.text), 0);
  const holds = model?.contextTokens;
  if (holds === undefined || wanted < holds / 2) return <span class="note" />;
  const isOver = wanted > holds;
  return (
    <span class={isOver ? "note bad" : "note muted"} role={isOver ? "alert" : undefined}>
      {aboutTokens(wanted)} of the {formatNumber(holds, 0)} that {model?.label} holds
    </span>
  );
}
