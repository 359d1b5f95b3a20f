import { CopyButton } from "../answers/copy-button.tsx";
import { FigureList } from "../answers/figure-list.tsx";
import { Markdown } from "../answers/markdown/markdown.tsx";
import { describeOpening, type Opening } from "../answers/opening.ts";
import { Alternatives, type MessageViewProps } from "./alternatives.tsx";
import type { AssistantMessage } from "./conversation.ts";
import { ToolCalls } from "./tool-calls.tsx";
import type { LiveAnswer } from "./write-answer.ts";

/** An answer: as it comes, or as it ended. */
export function AnswerView({ desk, message, model }: MessageViewProps<AssistantMessage>) {
  const live = desk.live.value.get(message.id);
  return (
    <article class="message assistant" aria-label={`Answer of ${message.model}`} aria-busy={live !== undefined}>
      <h2 class="who">{message.model}</h2>
      <Body message={message} live={live} />
      {live === undefined && (
        <>
          <ToolCalls desk={desk} message={message} model={model} />
          <End message={message} />
          {message.figures !== undefined && <FigureList figures={message.figures} />}
          <div class="actions">
            <Alternatives desk={desk} message={message} />
            <button
              type="button"
              class="quiet"
              disabled={model === undefined || message.state === "writing"}
              onClick={() => model !== undefined && desk.retry(message, model)}
            >
              Try again
            </button>
            {message.text !== "" && <CopyButton text={message.text} label="Copy answer" />}
          </div>
        </>
      )}
    </article>
  );
}

/** The same part while it comes and when it has ended, so that nothing is drawn anew at the end. */
function Body({ message, live }: { readonly message: AssistantMessage; readonly live: LiveAnswer | undefined }) {
  if (live?.isWaiting.value === true) return <Waiting opening={live.opening.value} />;
  const { text, reasoning } = live === undefined ? message : { text: live.text.value, reasoning: live.reasoning.value };
  return <Said text={text} reasoning={reasoning || undefined} isLive={live !== undefined} />;
}

function Waiting({ opening }: { readonly opening: Opening | undefined }) {
  if (opening === undefined) return <p class="muted waiting">Loading the model and reading the prompt ...</p>;
  return (
    <div class="muted">
      <p class="waiting">
        In this page, {describeOpening(opening)}
        {opening.type === "ready" && "; it reads the prompt ..."}
      </p>
      {opening.type === "downloading" && <progress aria-label="Download" value={opening.ratio} />}
    </div>
  );
}

interface SaidProps {
  readonly text: string;
  readonly reasoning: string | undefined;
  readonly isLive: boolean;
}

function Said({ text, reasoning, isLive }: SaidProps) {
  return (
    <>
      {reasoning !== undefined && (
        <details class="reasoning">
          <summary>{isLive && text === "" ? "Reasoning ..." : "Reasoning"}</summary>
          <p class="plain">{reasoning}</p>
        </details>
      )}
      {text !== "" && <Markdown text={text} />}
    </>
  );
}

const ENDS = {
  writing: "This answer is being written in another tab.",
  length: "The answer reached its length limit: ask to go on, or allow more tokens in the settings.",
  stopped: "You stopped this answer.",
  cut: "The page was closed while this answer came. What had come is kept; try again for the whole.",
} as const;

/** How an answer ended, where it did not simply end. */
function End({ message: { state, error, warnings, text, toolCalls } }: { readonly message: AssistantMessage }) {
  const isEmpty = state === "done" && text === "" && toolCalls === undefined;
  return (
    <>
      {isEmpty && <p class="muted">The model answered with nothing.</p>}
      {state in ENDS && <p class="muted">{ENDS[state as keyof typeof ENDS]}</p>}
      {state === "failed" && (
        <div class="failure">
          <p>{error?.message}</p>
          {error?.hint !== undefined && <p class="hint">{error.hint}</p>}
        </div>
      )}
      {warnings?.map((warning) => (
        <p key={warning} class="muted">
          {warning}
        </p>
      ))}
    </>
  );
}
