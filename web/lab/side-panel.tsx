import { readFigures } from "../answers/answer-figures.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { FigureList } from "../answers/figure-list.tsx";
import { Markdown } from "../answers/markdown/markdown.tsx";
import { ModelPicker } from "../answers/model-picker.tsx";
import { describeOpening } from "../answers/opening.ts";
import { Failure } from "../shell/failure.tsx";
import { refreshStates } from "./refresh-states.ts";
import { isRunning } from "./run-lab.ts";
import { session } from "./session.ts";
import { type AnswerState, type ModelState, SIDES, type Side } from "./side.ts";
import { store } from "./stored.ts";
import { targetsOf } from "./targets.ts";

/** One model: which one, how far it is, and what it answers. */
export function SidePanel({ side, models }: { readonly side: Side; readonly models: readonly AnswerModel[] }) {
  const letter = side.index === 0 ? "A" : "B";
  const target = targetsOf(models)[side.index];
  const place = models.find(({ id }) => id === side.choice.value)?.place;
  const latest = session.value.samples.findLast((one) => one.target === target);
  return (
    <section class={`card lab-side side-${side.index}`} aria-label={`Model ${letter}`}>
      <div class="lab-side-head">
        <span class="lab-letter" aria-hidden="true">
          {letter}
        </span>
        <ModelPicker
          label={`Model ${letter}`}
          models={models}
          value={side.choice.value}
          onChange={(id) => {
            chooseModel(side, id);
            void refreshStates(models);
          }}
        />
        <span class="lab-state">
          {place === "page" && "in this page, "}
          {describeModel(side.model.value)}
        </span>
        {side.stop.value !== undefined && (
          <button type="button" class="chip lab-stop" onClick={() => side.stop.value?.()}>
            Stop {letter}
          </button>
        )}
      </div>
      {side.model.value.type === "failed" && <Failure error={side.model.value.error} />}
      <Answer side={side} />
      {latest !== undefined && side.answer.value.type === "done" && <FigureList figures={readFigures(latest)} />}
    </section>
  );
}

/** Another model has another answer: the old one would stand under a wrong name. */
function chooseModel(side: Side, id: string): void {
  side.choice.value = id;
  side.model.value = { type: "unknown" };
  side.answer.value = { type: "none" };
  side.live.begin(0);
  store("lab-models", Object.fromEntries(SIDES.map(({ index, choice }) => [index, choice.value])));
}

function Answer({ side }: { readonly side: Side }) {
  // Each frame in which something came shows it.
  void side.live.frame.value;
  const { text, reasoning } = side.live;
  const state = side.answer.value;
  return (
    <div class="lab-answer" aria-busy={state.type === "answering"}>
      {reasoning !== "" && (
        <details>
          <summary>Reasoning</summary>
          <p class="lab-text muted">{reasoning}</p>
        </details>
      )}
      {text !== "" && <Markdown text={text} />}
      {text === "" && <p class="muted">{PLACEHOLDERS[state.type]}</p>}
      {text !== "" && state.type === "stopped" && (
        <p class="muted">Stopped. What had come stays here and counts for no figure.</p>
      )}
      {state.type === "done" && state.reason === "length" && <p class="muted">Cut at the limit of tokens.</p>}
      {state.type === "failed" && side.model.value.type !== "failed" && <Failure error={state.error} />}
    </div>
  );
}

const PLACEHOLDERS: Readonly<Record<AnswerState["type"], string>> = {
  none: isRunning.value ? "" : "The answer comes here.",
  waiting: "Waits for its turn.",
  answering: "Reads the prompt ...",
  done: "The answer holds no text.",
  stopped: "Stopped before it began.",
  failed: "",
};

function describeModel(state: ModelState): string {
  switch (state.type) {
    case "unknown":
      return "";
    case "not-loaded":
      return "not loaded: loads when asked";
    case "failed":
      return "failed";
    default:
      return describeOpening(state);
  }
}
