import { useEffect } from "preact/hooks";
import { Markdown } from "../../answers/markdown/markdown.tsx";
import { RateHead } from "../rate-head.tsx";
import { Unsent } from "../unsent.tsx";
import { ChoiceBar } from "./choice-bar.tsx";
import type { PairDesk } from "./pair-desk.ts";
import { PairEnd } from "./pair-end.tsx";
import { usePairKeys } from "./use-pair-keys.ts";

export interface PairViewProps {
  readonly desk: PairDesk;
  /** Called when somebody else wants to compare. */
  readonly onLeave: () => void;
  /** Called with the number of pairs to go on with. */
  readonly onMore: (most: number) => void;
}

/** Two answers to one prompt at a time, and which of them is better. */
export function PairView({ desk, onLeave, onMore }: PairViewProps) {
  usePairKeys(desk);
  const { run, by, pairs, items } = desk.pairs;
  const index = desk.place.value;
  const pair = pairs[index];
  const itemOf = (id: string | undefined) => items.find(({ item }) => item === id);
  const [left, right] = [itemOf(pair?.left), itemOf(pair?.right)];
  useEffect(() => window.scrollTo({ top: 0 }), [index]);
  return (
    <>
      <RateHead
        run={run}
        by={by}
        isPaired
        progress={{ left: desk.left.value, of: pairs.length, what: pairs.length === 1 ? "pair" : "pairs" }}
        onLeave={onLeave}
      />
      <p class="hidden" role="status">
        {desk.news.value}
      </p>
      <Unsent outbox={desk.outbox} />
      {left === undefined || right === undefined ? (
        <PairEnd desk={desk} onMore={onMore} />
      ) : (
        <div class="cards">
          <section class="card rate-answer" aria-label="Prompt">
            <h2>Prompt</h2>
            <p class="rate-prompt">{left.prompt}</p>
            {left.reference !== undefined && (
              <>
                <h2>Reference answer</h2>
                <p class="rate-prompt">{left.reference}</p>
              </>
            )}
          </section>
          <div class="cards rate-pair">
            {[left, right].map(({ item, answer }, side) => (
              <article key={item} class="card rate-answer" aria-label={`Answer ${side + 1}`}>
                <h2>Answer {side + 1}</h2>
                <Markdown text={answer} />
              </article>
            ))}
          </div>
          <ChoiceBar desk={desk} />
        </div>
      )}
    </>
  );
}
