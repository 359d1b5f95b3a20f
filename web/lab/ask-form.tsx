import type { AnswerModel } from "../answers/answer-model.ts";
import { Failure } from "../shell/failure.tsx";
import { DocumentsBox } from "./documents-box.tsx";
import { changeDraft, type Draft, draft, draftUnsaved } from "./draft.ts";
import { isRunning, refusal, runLab, stopLab } from "./run-lab.ts";
import { SIDES } from "./side.ts";
import { WORKSHOP_PROMPTS } from "./workshop-prompts.ts";

/** What is asked of both models, and how. */
export function AskForm({ models }: { readonly models: readonly AnswerModel[] }) {
  const { prompt } = draft.value;
  const ask = () => void runLab(SIDES, models);
  return (
    <form
      class="card lab-ask"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <label class="hidden" for="lab-prompt">
        Prompt for both models
      </label>
      <textarea
        id="lab-prompt"
        rows={2}
        value={prompt}
        placeholder="Ask both models the same"
        onInput={(event) => changeDraft({ prompt: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          ask();
        }}
      />
      <div class="lab-row">
        {isRunning.value ? (
          <button type="button" class="primary" onClick={stopLab}>
            Stop
          </button>
        ) : (
          <button type="submit" class="primary" disabled={models.length === 0}>
            Ask both
          </button>
        )}
        <RoundsChoice />
        <OrderChoice />
        <span class="lab-chips">
          {WORKSHOP_PROMPTS.map((one) => (
            <button key={one} type="button" class="chip" title={one} onClick={() => changeDraft({ prompt: one })}>
              {one}
            </button>
          ))}
        </span>
      </div>
      {refusal.value !== undefined && <Failure error={refusal.value} />}
      {draftUnsaved.value && (
        <p class="bad">
          This browser has no room to keep the prompt and the documents: they are lost when the tab is closed.
        </p>
      )}
      <div class="lab-folds">
        <SamplingFold />
        <DocumentsBox models={models} />
      </div>
    </form>
  );
}

const ROUNDS = [1, 3, 6, 12, 30] as const;

function RoundsChoice() {
  return (
    <label class="lab-choice">
      <span class="hidden">How often each model is asked</span>
      <select
        value={draft.value.rounds}
        onChange={(event) => changeDraft({ rounds: Number(event.currentTarget.value) })}
      >
        {ROUNDS.map((rounds) => (
          <option key={rounds} value={rounds}>
            {rounds === 1 ? "once" : `${rounds} times`}
          </option>
        ))}
      </select>
    </label>
  );
}

const ORDERS: readonly { readonly order: Draft["order"]; readonly name: string; readonly says: string }[] = [
  {
    order: "in-turn",
    name: "one after the other",
    says: "Neither disturbs the figures of the other; the order turns with every round (A B, B A).",
  },
  {
    order: "at-once",
    name: "both at once",
    says: "They share this machine: each is slower than alone, and the figures are kept apart from those of models asked in turn.",
  },
];

function OrderChoice() {
  const chosen = ORDERS.find(({ order }) => order === draft.value.order);
  return (
    <label class="lab-choice">
      <span class="hidden">Order</span>
      <select
        value={draft.value.order}
        aria-describedby="lab-order-help"
        onChange={(event) => changeDraft({ order: event.currentTarget.value === "at-once" ? "at-once" : "in-turn" })}
      >
        {ORDERS.map(({ order, name }) => (
          <option key={order} value={order}>
            {name}
          </option>
        ))}
      </select>
      <span id="lab-order-help" class={draft.value.order === "at-once" ? "muted" : "hidden"}>
        {chosen?.says}
      </span>
    </label>
  );
}

function SamplingFold() {
  const { system, temperature, maxTokens } = draft.value;
  return (
    <details>
      <summary>System prompt and sampling</summary>
      <div class="lab-fold">
        <label>
          System prompt
          <textarea rows={2} value={system} onInput={(event) => changeDraft({ system: event.currentTarget.value })} />
        </label>
        <div class="lab-row">
          <label>
            Temperature
            <input
              type="number"
              min={0}
              max={2}
              step={0.1}
              value={temperature}
              onInput={(event) => changeDraft({ temperature: event.currentTarget.valueAsNumber })}
            />
          </label>
          <label>
            Most tokens of an answer
            <input
              type="number"
              min={1}
              step={1}
              value={maxTokens}
              onInput={(event) => changeDraft({ maxTokens: event.currentTarget.valueAsNumber })}
            />
          </label>
        </div>
        <p class="muted">
          Temperature 0 takes the likeliest token each time, so that a repeated question gets the same answer.
        </p>
      </div>
    </details>
  );
}
