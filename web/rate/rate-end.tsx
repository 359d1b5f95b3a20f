import { useEffect, useState } from "preact/hooks";
import { pluralize } from "../../src/lib/pluralize.ts";
import { type Ratings, ratingsSchema } from "../../src/wire/assay/ratings.ts";
import { toAddress } from "../shell/address.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import type { Desk } from "./desk.ts";

/** Behind the last answer: who scored how much. */
export function RateEnd({ desk }: { readonly desk: Desk }) {
  const { run, by, items } = desk.ratings;
  const [ratings, setRatings] = useState<Ratings>();
  const [failure, setFailure] = useState<unknown>();
  const isStored = desk.outbox.unsent.value.length === 0;
  useEffect(() => {
    if (!isStored) return;
    const leave = new AbortController();
    const path = `/assay/v1/runs/${encodeURIComponent(run)}/ratings?${new URLSearchParams({ by })}`;
    askService(path, ratingsSchema, { signal: leave.signal }).then(
      setRatings,
      (error: unknown) => leave.signal.aborted || setFailure(error),
    );
    return () => leave.abort();
  }, [isStored]);
  const left = desk.left.value;
  return (
    <section class="card rate-end">
      <h2>{left === 0 ? "All answers are scored" : `${pluralize(left, "answer")} left`}</h2>
      {failure !== undefined && <Failure error={failure} />}
      {ratings !== undefined && (
        <ul>
          {ratings.people.map(({ by: name, items: done, scores }) => (
            <li key={name}>
              <b>{name}</b>: {done} of {pluralize(items.length, "answer")}, {pluralize(scores, "score")}
            </li>
          ))}
        </ul>
      )}
      <div class="run-actions">
        <button type="button" onClick={() => desk.goTo({ item: items.length - 1, criterion: 0 })}>
          Back to the answers
        </button>
        <a class="button" href={toAddress("runs", run)}>
          Show the run and its models
        </a>
      </div>
    </section>
  );
}
