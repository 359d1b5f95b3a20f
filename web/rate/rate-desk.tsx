import { pluralize } from "../../src/lib/pluralize.ts";
import { Markdown } from "../answers/markdown/markdown.tsx";
import { Failure } from "../shell/failure.tsx";
import { CriterionList } from "./criterion-list.tsx";
import type { Desk } from "./desk.ts";
import type { Item } from "./own-scores.ts";
import { RateEnd } from "./rate-end.tsx";
import { useKeys } from "./use-keys.ts";

export interface RateDeskProps {
  readonly desk: Desk;
  /** Called when somebody else wants to score. */
  readonly onLeave: () => void;
}

/** One answer at a time, with its prompt and the criteria to score it by. */
export function RateDesk({ desk, onLeave }: RateDeskProps) {
  useKeys(desk);
  const { items, by } = desk.ratings;
  const place = desk.place.value;
  const left = desk.own.left.value;
  const item = items[place.item];
  return (
    <>
      <div class="room-head">
        <h1>Rate answers</h1>
        <p class="muted">{left === 0 ? "none is left" : `${left} of ${pluralize(items.length, "answer")} left`}</p>
        <progress aria-label="Answers that are scored" value={items.length - left} max={items.length} />
        <button type="button" class="quiet rate-name" onClick={onLeave}>
          Not {by}?
        </button>
      </div>
      <p class="hidden" role="status">
        {desk.news.value}
      </p>
      <Unsent desk={desk} />
      {item === undefined ? (
        <RateEnd desk={desk} />
      ) : (
        <div class="cards rate">
          <AnswerView key={item.item} item={item} number={place.item + 1} />
          <CriterionList key={`${item.item} criteria`} desk={desk} item={item} />
        </div>
      )}
    </>
  );
}

/** Scores that are not stored yet, and why. */
function Unsent({ desk: { outbox } }: { readonly desk: Desk }) {
  const error = outbox.failure.value;
  if (error === undefined) return null;
  const count = outbox.unsent.value.length;
  return (
    <div class="rate-unsent">
      <Failure error={error} onRetry={() => outbox.send()} />
      <p class="small">
        Not stored yet: {pluralize(count, "change")}, kept in this browser and sent again.{" "}
        <button type="button" class="quiet" onClick={() => outbox.discard()}>
          Discard the first
        </button>
      </p>
    </div>
  );
}

function AnswerView({ item, number }: { readonly item: Item; readonly number: number }) {
  const { prompt, reference, answer } = item;
  return (
    <article class="card rate-answer" aria-label={`Answer ${number}`}>
      <h2>Prompt</h2>
      <p class="rate-prompt">{prompt}</p>
      {reference !== undefined && (
        <>
          <h2>Reference answer</h2>
          <p class="rate-prompt">{reference}</p>
        </>
      )}
      <h2>Answer {number}</h2>
      <Markdown text={answer} />
    </article>
  );
}
