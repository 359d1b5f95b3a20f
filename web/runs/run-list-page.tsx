import { useState } from "preact/hooks";
import { pluralize } from "../../src/lib/pluralize.ts";
import { toAddress, toQueryAddress } from "../shell/address.ts";
import { Failure } from "../shell/failure.tsx";
import { usePolled } from "../shell/use-polled.ts";
import { describeSize, describeVerdict } from "./describe-run.ts";
import { hasWords, type ListedRun, refreshRuns, runs } from "./run-list.ts";
import { useFollowedRun } from "./use-followed-run.ts";

/** Runs are also made by the command line. */
const LIST_MS = 5_000;

/** All recorded runs, newest first, with their verdicts. */
export function RunListPage() {
  const { failure, readNow } = usePolled(refreshRuns, LIST_MS);
  const [words, setWords] = useState("");
  const [picked, setPicked] = useState<readonly string[]>([]);
  const all = runs.value;
  const shown = all?.filter((run) => hasWords(run, words));
  const pick = (id: string, isPicked: boolean) =>
    setPicked(isPicked ? [...picked, id].slice(-2) : picked.filter((other) => other !== id));
  return (
    <>
      <div class="room-head">
        <h1>Runs</h1>
        {all !== undefined && <p class="muted">{all.length === 0 ? "none yet" : pluralize(all.length, "run")}</p>}
        <a class="button primary" href={toAddress("runs", "new")}>
          Measure models
        </a>
      </div>
      {failure !== undefined && <Failure error={failure} onRetry={readNow} />}
      {all === undefined && failure === undefined && <p class="muted">Reading the runs ...</p>}
      {all?.length === 0 && <NoRuns />}
      {all !== undefined && all.length > 1 && (
        <search class="filter">
          <label class="search">
            <span class="hidden">Search</span>
            <input
              type="search"
              placeholder="Search by model, verdict, prompts, state ..."
              value={words}
              onInput={(event) => setWords(event.currentTarget.value)}
            />
          </label>
          <CompareLink picked={picked} />
        </search>
      )}
      {all !== undefined && all.length > 0 && shown?.length === 0 && <p class="card">No run has all of these words.</p>}
      {shown !== undefined && shown.length > 0 && (
        <ul class="card run-list">
          {shown.map((run) => (
            <RunLine key={run.id} run={run} isPicked={picked.includes(run.id)} onPick={pick} />
          ))}
        </ul>
      )}
    </>
  );
}

function NoRuns() {
  return (
    <div class="card run-empty">
      <h2>Nothing has been measured yet</h2>
      <p>
        A run asks models the same prompts, scores their answers and recommends one. Type <code>assay bench</code> in
        the folder of the project.
      </p>
    </div>
  );
}

/** Two that are picked are compared, the older one being the base. */
function CompareLink({ picked }: { readonly picked: readonly string[] }) {
  const [base, head] = (runs.value ?? [])
    .map(({ id }) => id)
    .filter((id) => picked.includes(id))
    .toReversed();
  if (base === undefined || head === undefined)
    return (
      <span class="muted small">{picked.length === 1 ? "Pick another one to compare" : "Pick two to compare"}</span>
    );
  return (
    <a class="button" href={toQueryAddress(["runs", "compare"], { base, head })}>
      Compare these two
    </a>
  );
}

/** How far a run under way is. */
function RunProgress({ id }: { readonly id: string }) {
  const { state } = useFollowedRun(id);
  if (state === undefined) return null;
  return (
    <p class="small">
      <progress aria-label={`Requests of ${id} that are done`} value={state.done} max={state.total} /> {state.done} of{" "}
      {state.total} requests
    </p>
  );
}

interface RunLineProps {
  readonly run: ListedRun;
  readonly isPicked: boolean;
  readonly onPick: (id: string, isPicked: boolean) => void;
}

function RunLine({ run, isPicked, onPick }: RunLineProps) {
  if (run.type === "unreadable")
    return (
      <li class="run">
        <span />
        <div>
          <p class="run-verdict">{run.id}</p>
          <p class="bad small">{run.error.message}</p>
        </div>
        <span class="run-badge bad">damaged</span>
      </li>
    );
  return (
    <li class="run">
      <input
        type="checkbox"
        aria-label={`Pick ${run.id} to compare`}
        checked={isPicked}
        disabled={run.status === "failed"}
        onChange={(event) => onPick(run.id, event.currentTarget.checked)}
      />
      <div>
        <a class="run-verdict" href={toAddress("runs", run.id)}>
          {describeVerdict(run)}
        </a>
        {run.status === "running" && <RunProgress id={run.id} />}
        <p class="small">{run.targets.join(", ")}</p>
        <p class="muted small">{describeSize(run)}</p>
      </div>
      {run.status !== "complete" && <span class={`run-badge ${run.status}`}>{run.status}</span>}
    </li>
  );
}
