import { signal } from "@preact/signals";
import { pluralize } from "../../src/lib/pluralize.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { CHART_VIEWS, type ChartView, readLines, type SideAnswers } from "./chart-data.ts";
import { compareSides } from "./compare-sides.ts";
import { CopyFigures } from "./copy-figures.tsx";
import { comparable, readFigureRows } from "./figures.ts";
import { LatencyChart } from "./latency-chart.tsx";
import { isRunning } from "./run-lab.ts";
import { resetSession, session } from "./session.ts";
import { SIDES, type Side } from "./side.ts";
import { targetsOf } from "./targets.ts";

const view = signal<ChartView>("progress");
const shown = signal<readonly [boolean, boolean]>([true, true]);

/** What the answers show: one picture, the figures, and what they carry. */
export function Evidence({ models }: { readonly models: readonly AnswerModel[] }) {
  const targets = targetsOf(models);
  return (
    <section class="card lab-evidence" aria-label="Figures">
      <Findings targets={targets} />
      <div class="lab-row lab-chart-head">
        <fieldset class="lab-views">
          <legend class="hidden">What the chart shows</legend>
          {(Object.keys(CHART_VIEWS) as ChartView[]).map((one) => (
            <button
              key={one}
              type="button"
              class="chip"
              aria-pressed={view.value === one}
              onClick={() => (view.value = one)}
            >
              {CHART_VIEWS[one].title}
            </button>
          ))}
        </fieldset>
        <fieldset class="lab-views">
          <legend class="hidden">Models in the chart</legend>
          {SIDES.map(({ index }) => (
            <button
              key={index}
              type="button"
              class={`chip side-${index}`}
              aria-pressed={shown.value[index]}
              onClick={() =>
                (shown.value = index === 0 ? [!shown.value[0], shown.value[1]] : [shown.value[0], !shown.value[1]])
              }
            >
              <span class="lab-swatch" aria-hidden="true" /> {targets[index]}
            </button>
          ))}
        </fieldset>
      </div>
      <p class="muted lab-says">{CHART_VIEWS[view.value].says}</p>
      <div class="lab-chart-and-table">
        <LiveChart targets={targets} />
        <FiguresTable targets={targets} />
      </div>
    </section>
  );
}

interface TargetsProps {
  readonly targets: readonly [string, string];
}

/** Alone drawn anew in each frame in which text comes. */
function LiveChart({ targets }: TargetsProps) {
  const sides = SIDES.flatMap((side) => (shown.value[side.index] ? [readAnswers(side, targets[side.index])] : []));
  return <LatencyChart view={view.value} lines={readLines(view.value, sides)} />;
}

function Findings({ targets }: TargetsProps) {
  const findings = compareSides(session.value, targets);
  if (findings.length === 0)
    return <h2>{isRunning.value ? "Asking both ..." : "Ask both, and see which is faster"}</h2>;
  const settled = findings.filter(({ isSettled }) => isSettled);
  const open = findings.filter(({ isSettled }) => !isSettled);
  return (
    <div aria-live="polite">
      {settled.length === 0 && <h2>Not settled which is faster</h2>}
      {settled.map(({ sentence }) => (
        <p key={sentence} class="lab-finding">
          {sentence}
        </p>
      ))}
      {open.map(({ sentence }) => (
        <p key={sentence} class="muted">
          {sentence}
        </p>
      ))}
    </div>
  );
}

function readAnswers(side: Side, target: string): SideAnswers {
  void side.live.frame.value;
  const { samples } = session.value;
  const ask = samples.findLast((one) => one.target === target)?.ask;
  const done = samples.filter((one) => one.target === target && one.ask === ask).map(({ deltas }) => deltas);
  const { type } = side.answer.value;
  const isOpen = type === "answering" || type === "stopped" || type === "failed";
  const isNew = isOpen && side.live.deltas.atMs.length > 0;
  return {
    side: side.index,
    answers: isNew ? [...done, side.live.deltas] : done,
    samples: comparable(samples, target),
  };
}

function FiguresTable({ targets }: TargetsProps) {
  const { samples } = session.value;
  const rows = readFigureRows(samples, targets);
  const counts = targets.map((target) => comparable(samples, target).length);
  const used = counts[0] === undefined || counts[1] === undefined ? 0 : counts[0] + counts[1];
  const others = samples.length - used;
  return (
    <div>
      <table class="lab-figures">
        <caption>Medians with their 95 % intervals</caption>
        <thead>
          <tr>
            <td />
            {SIDES.map(({ index }) => (
              <th key={index} scope="col" class={`side-${index}`}>
                <span class="lab-swatch" aria-hidden="true" /> {targets[index]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Answers</th>
            {counts.map((count, index) => (
              <td key={SIDES[index]?.index}>{count}</td>
            ))}
          </tr>
          {rows.map(({ metric, unit, cells }) => (
            <tr key={metric.id}>
              <th scope="row" title={`${metric.description} ${metric.formula}`}>
                {metric.heading} <span class="muted">{unit}</span>
              </th>
              {cells.map(({ main, detail, because }, index) => (
                <td key={SIDES[index]?.index} title={because}>
                  <b>{main}</b> {detail !== undefined && <span class="muted">{detail}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="lab-row">
        <button type="button" disabled={samples.length === 0} onClick={resetSession}>
          Reset
        </button>
        <CopyFigures />
      </div>
      {others > 0 && (
        <p class="muted">
          {pluralize(others, "answer")} of other models, under other conditions, or without success: in the copies, not
          in these figures.
        </p>
      )}
    </div>
  );
}
