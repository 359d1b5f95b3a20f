import type { AnswerModel } from "../answers/answer-model.ts";
import { Failure } from "../shell/failure.tsx";
import { DocumentsBox } from "./documents-box.tsx";
import { changeDraft, type Draft, draft, draftUnsaved } from "./draft.ts";
import { isRunning, refusal, runLab, stopLab } from "./run-lab.ts";
import { SIDES } from "./side.ts";
import { PROMPT_SET, WORKSHOP_PROMPTS } from "./workshop-prompts.ts";

/** What is asked of both models, and how. */
export function AskForm({ models }: { readonly models: readonly AnswerModel[] }) {
  const ask = () => void runLab(SIDES, models);
  return (
    <form
      class="card lab-ask"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      {draft.value.scope === "prompt" ? <PromptBox ask={ask} /> : <PromptSet />}
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
        <Choice
          label="What is asked"
          options={SCOPES}
          value={draft.value.scope}
          onChange={(scope) => changeDraft({ scope })}
        />
        <Choice
          label="How often each model is asked"
          options={ROUNDS}
          value={draft.value.rounds}
          onChange={(rounds) => changeDraft({ rounds })}
        />
        <Choice
          label="In which order"
          options={ORDERS}
          value={draft.value.order}
          onChange={(order) => changeDraft({ order })}
        />
      </div>
      {draft.value.order === "at-once" && (
        <p class="muted">
          They share this machine, so that each is slower than alone. Their figures are kept apart from those of models
          that were asked in turn.
        </p>
      )}
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

function PromptBox({ ask }: { readonly ask: () => void }) {
  return (
    <>
      <label class="hidden" for="lab-prompt">
        Prompt for both models
      </label>
      <textarea
        id="lab-prompt"
        rows={2}
        value={draft.value.prompt}
        placeholder="Ask both models the same"
        onInput={(event) => changeDraft({ prompt: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          ask();
        }}
      />
      <div class="lab-chips">
        {WORKSHOP_PROMPTS.map((one) => (
          <button key={one} type="button" class="chip" onClick={() => changeDraft({ prompt: one })}>
            {one}
          </button>
        ))}
      </div>
    </>
  );
}

function PromptSet() {
  return (
    <ol class="lab-set">
      {PROMPT_SET.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ol>
  );
}

const SCOPES: readonly Option<Draft["scope"]>[] = [
  ["prompt", "this prompt"],
  ["set", "six prompts of the workshop"],
];

const ROUNDS: readonly Option<number>[] = [
  [1, "once"],
  ...[3, 6, 12, 30].map((rounds) => [rounds, `${rounds} times`] as const),
];

const ORDERS: readonly Option<Draft["order"]>[] = [
  ["in-turn", "one after the other"],
  ["at-once", "both at once"],
];

type Option<T> = readonly [value: T, name: string];

interface ChoiceProps<T> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string | number>({ label, options, value, onChange }: ChoiceProps<T>) {
  const choose = (text: string) => {
    const [chosen] = options.find(([one]) => String(one) === text) ?? [];
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <select aria-label={label} value={value} onChange={(event) => choose(event.currentTarget.value)}>
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
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
