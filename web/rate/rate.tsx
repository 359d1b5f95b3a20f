import { useEffect, useState } from "preact/hooks";
import { ratingsSchema } from "../../src/wire/assay/ratings.ts";
import { toAddress } from "../shell/address.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import type { RoomProps } from "../shell/rooms.ts";
import { createDesk, type Desk } from "./desk.ts";
import { createOutbox } from "./outbox.ts";
import { RateDesk } from "./rate-desk.tsx";

const NAME = "assay-rater";
const MOST_LETTERS = 60;

/** The room `#/rate/<run>`; without a run, the latest one. */
export function Rate({ path: [run = "latest"] }: RoomProps) {
  const [by, setBy] = useState(readName);
  const name = (given: string) => {
    setBy(given);
    keepName(given);
  };
  if (by === "") return <NameForm onName={name} />;
  return <RateRun key={`${run} ${by}`} run={run} by={by} onLeave={() => name("")} />;
}

interface RateRunProps {
  readonly run: string;
  readonly by: string;
  /** Called when somebody else wants to score. */
  readonly onLeave: () => void;
}

function RateRun({ run, by, onLeave }: RateRunProps) {
  const [desk, setDesk] = useState<Desk>();
  const [failure, setFailure] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const leave = new AbortController();
    openDesk(run, by, leave.signal).then(setDesk, (error: unknown) => leave.signal.aborted || setFailure(error));
    return () => leave.abort();
  }, [turn]);
  if (desk !== undefined) return <RateDesk desk={desk} onLeave={onLeave} />;
  return (
    <>
      <div class="room-head">
        <h1>Rate answers</h1>
      </div>
      {failure === undefined ? (
        <p class="muted">Reading the answers ...</p>
      ) : (
        <Failure
          error={failure}
          onRetry={() => {
            setFailure(undefined);
            setTurn(turn + 1);
          }}
        />
      )}
      <p class="rate-foot">
        <a href={toAddress("runs")}>Choose a run</a>{" "}
        <button type="button" class="quiet" onClick={onLeave}>
          Not {by}?
        </button>
      </p>
    </>
  );
}

/** The scores of a page that was left are sent by the one that follows it. */
async function openDesk(run: string, by: string, signal: AbortSignal): Promise<Desk> {
  const path = `/assay/v1/runs/${encodeURIComponent(run)}/ratings?${new URLSearchParams({ by })}`;
  const ratings = await askService(path, ratingsSchema, { signal });
  const outbox = createOutbox(ratings.run);
  signal.addEventListener("abort", () => outbox.close());
  const desk = createDesk(ratings, outbox);
  outbox.send();
  return desk;
}

function NameForm({ onName }: { readonly onName: (name: string) => void }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (name !== "") onName(name);
  };
  return (
    <form class="card key-form" onSubmit={submit}>
      <h1>Rate answers</h1>
      <p>
        Score answers from 1 to 5 without knowing which model gave them. Scores of several people are kept apart by
        name.
      </p>
      <label>
        Your name
        <input name="name" required maxLength={MOST_LETTERS} autocomplete="name" aria-describedby="rate-name-help" />
      </label>
      <p id="rate-name-help" class="muted small">
        It is kept in this browser, and stands beside your scores in the run's folder.
      </p>
      <button type="submit">Begin</button>
    </form>
  );
}

function readName(): string {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

function keepName(name: string): void {
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // A browser that keeps nothing asks again.
  }
}
