import { Markdown } from "../answers/markdown/markdown.tsx";
import { CriterionList } from "./criterion-list.tsx";
import type { Desk } from "./desk.ts";
import type { Item } from "./own-scores.ts";
import { RateEnd } from "./rate-end.tsx";
import { RateHead } from "./rate-head.tsx";
import { Unsent } from "./unsent.tsx";
import { useKeys } from "./use-keys.ts";

export interface RateDeskProps {
  readonly desk: Desk;
  /** Called when somebody else wants to score. */
  readonly onLeave: () => void;
}

/** One answer at a time, with its prompt and the criteria to score it by. */
export function RateDesk({ desk, onLeave }: RateDeskProps) {
  useKeys(desk);
  const { run, items, by } = desk.ratings;
  const place = desk.place.value;
  const left = desk.own.left.value;
  const item = items[place.item];
  return (
    <>
      <RateHead
        run={run}
        by={by}
        isPaired={false}
        progress={{ left, of: items.length, what: items.length === 1 ? "answer" : "answers" }}
        onLeave={onLeave}
      />
      <p class="hidden" role="status">
        {desk.news.value}
      </p>
      <Unsent outbox={desk.outbox} />
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
