import { useState } from "preact/hooks";
import { formatDuration, formatSeconds } from "../../src/report/format/format-duration.ts";
import { formatNumber } from "../../src/report/format/format-number.ts";
import type { RunState } from "../../src/wire/assay/run-events.ts";
import { stopRunAnswerSchema } from "../../src/wire/assay/start-run.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import { liveFigures, timeLeft } from "./live-figures.ts";
import { Scroll } from "./scroll.tsx";

/** A run under way: how far it is, what goes on now, and the first figures. */
export function LiveRun({ state }: { readonly state: RunState }) {
  const isElsewhere = state.ended !== undefined;
  const left = timeLeft(state);
  return (
    <div class="cards">
      <section class="card run-verdict-card">
        <p class="run-kicker">{state.status === "stopping" ? "Stopping" : "Measuring"}</p>
        <h1>
          {state.done} of {state.total} requests
        </h1>
        <progress class="run-wide" aria-label="Requests that are done" value={state.done} max={state.total} />
        <p>
          {isElsewhere ? "Another program measures it." : describeStep(state)}
          {left !== undefined && !isElsewhere && <span class="muted"> About {formatSeconds(left)} left.</span>}
        </p>
        {state.look !== undefined && (
          <p>
            Look {state.look.number} of {state.look.of}, after {state.look.prompts} prompts: {state.look.state}.
          </p>
        )}
        {state.notes.map((note) => (
          <p key={note} class="run-notice small">
            {note}
          </p>
        ))}
        {state.failures.map(({ target, error }) => (
          <p key={target} class="bad">
            {target}: {error.message}
          </p>
        ))}
        {!isElsewhere && <StopRun id={state.id} isStopping={state.status === "stopping"} />}
      </section>
      <section class="card">
        <h2>
          So far <small class="muted">medians; no verdict is drawn from them</small>
        </h2>
        <Scroll label="First figures">
          <FirstFigures state={state} />
        </Scroll>
      </section>
    </div>
  );
}

function StopRun({ id, isStopping }: { readonly id: string; readonly isStopping: boolean }) {
  const [failure, setFailure] = useState<unknown>();
  const stop = () => {
    const call = { method: "POST", body: {} } as const;
    askService(`/assay/v1/runs/${encodeURIComponent(id)}/stop`, stopRunAnswerSchema, call).catch(setFailure);
  };
  return (
    <div class="run-actions">
      <button type="button" disabled={isStopping} onClick={stop}>
        {isStopping ? "Stopping after the request under way ..." : "Stop"}
      </button>
      <span class="muted small">What was measured is kept, and the run can be resumed.</span>
      {failure !== undefined && <Failure error={failure} />}
    </div>
  );
}

function FirstFigures({ state }: { readonly state: RunState }) {
  return (
    <table class="run-figures">
      <caption class="hidden">First figures</caption>
      <thead>
        <tr>
          {["Model", "Answered", "Latency", "First token", "Decode rate"].map((head, index) => (
            <th key={head} scope="col" class={index === 0 ? "run-head" : "run-head number"}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {liveFigures(state).map(({ target, answered, failed, latencyMs, ttftMs, tokensPerSecond }) => (
          <tr key={target}>
            <th scope="row">{target}</th>
            <td class="number">
              {answered}
              {failed > 0 && <small class="bad">{failed} failed</small>}
            </td>
            <td class="number">{latencyMs === undefined ? "-" : formatDuration(latencyMs)}</td>
            <td class="number">{ttftMs === undefined ? "-" : formatDuration(ttftMs)}</td>
            <td class="number">
              {tokensPerSecond === undefined ? "-" : formatNumber(tokensPerSecond)}
              {tokensPerSecond !== undefined && <small>tokens/s</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The step under way, in a sentence. */
function describeStep({ step, rounds }: RunState): string {
  if (step === undefined) return "Looking at the models and the machine ...";
  switch (step.type) {
    case "loading":
      return `Loading ${step.target}${step.of > 1 ? `, load ${step.number} of ${step.of}` : ""}${step.cache === "cold" ? " (cold)" : ""}.`;
    case "warm-up":
      return `Warming up ${step.target}, request ${step.number} of at most ${step.most}.`;
    case "request":
      return `${step.target} is asked ${step.prompt}, round ${step.round} of ${rounds}.`;
    case "tokens":
      return `${step.target} answers ${step.prompt}, round ${step.round} of ${rounds}: ${step.tokens} tokens.`;
    default:
      return step satisfies never;
  }
}
