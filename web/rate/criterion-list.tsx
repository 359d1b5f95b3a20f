import { useEffect, useRef } from "preact/hooks";
import type { Desk } from "./desk.ts";
import type { Criterion, Item, Score } from "./own-scores.ts";

const SCORES = [1, 2, 3, 4, 5] as const;

const KEYS = [
  ["1 to 5", "score"],
  ["↑ ↓", "criterion"],
  ["← →", "answer"],
  ["u", "undo"],
  ["n", "note"],
] as const;

/** The criteria of the rubric; the one that has its turn shows the anchor of each point. */
export function CriterionList({ desk, item }: { readonly desk: Desk; readonly item: Item }) {
  const { scores } = desk.own.saidOf(item);
  const place = desk.place.value;
  return (
    <section class="card rate-criteria" aria-label="Scores">
      {desk.own.criteriaOf(item).map((criterion, index) => {
        const score = scores[criterion.id];
        if (index === place.criterion)
          return <OpenCriterion key={criterion.id} {...{ criterion, score }} onScore={(given) => desk.score(given)} />;
        return (
          <button
            key={criterion.id}
            type="button"
            class="rate-closed"
            onClick={() => desk.goTo({ ...place, criterion: index })}
          >
            <span>{criterion.name}</span>
            {score === undefined ? <span class="muted">not scored</span> : <b>{score}</b>}
          </button>
        );
      })}
      <NoteField desk={desk} item={item} />
      <p class="rate-keys muted small">
        {KEYS.map(([key, means]) => (
          <span key={key}>
            <kbd>{key}</kbd> {means}
          </span>
        ))}
        <button type="button" class="quiet" onClick={() => desk.undo()}>
          Undo
        </button>
      </p>
    </section>
  );
}

interface OpenCriterionProps {
  readonly criterion: Criterion;
  readonly score: Score | undefined;
  readonly onScore: (score: Score) => void;
}

function OpenCriterion({ criterion: { name, asks, anchors, needs }, score, onScore }: OpenCriterionProps) {
  const place = useRef<HTMLFieldSetElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <fieldset ref={place} class="rate-open">
      <legend>{name}</legend>
      <p class="small">{asks}</p>
      {needs === "context" && (
        <p class="muted small">Where the prompt brings no material along, pass over it with the arrow.</p>
      )}
      {SCORES.map((point) => (
        <button
          key={point}
          type="button"
          class="rate-anchor"
          aria-pressed={score === point}
          onClick={() => onScore(point)}
        >
          <b>{point}</b>
          <span>{anchors[point]}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** Kept when it is left, by Escape or with its answer. */
function NoteField({ desk, item }: { readonly desk: Desk; readonly item: Item }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => () => desk.note(item, field.current?.value ?? desk.own.saidOf(item).note), []);
  return (
    <label class="rate-note">
      Note
      <textarea
        ref={field}
        id="rate-note"
        rows={2}
        maxLength={2_000}
        placeholder="Anything to be remembered"
        defaultValue={desk.own.saidOf(item).note}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        onBlur={(event) => desk.note(item, event.currentTarget.value)}
      />
    </label>
  );
}
