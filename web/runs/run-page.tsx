import { toAddress } from "../shell/address.ts";
import { Failure } from "../shell/failure.tsx";
import { LiveRun } from "./live-run.tsx";
import { RecordedRun } from "./recorded-run.tsx";
import { runs } from "./run-list.ts";
import { useFollowedRun } from "./use-followed-run.ts";

/** One run, under way or recorded. */
export function RunPage({ id }: { readonly id: string }) {
  const { state, failure, follow } = useFollowedRun(id);
  const isLive = state?.status === "running" || state?.status === "stopping";
  return (
    <>
      <p class="run-crumbs">
        <a href={toAddress("runs")}>Runs</a> <span class="muted">/ {id}</span>
      </p>
      {failure !== undefined && <Failure error={failure} onRetry={follow} />}
      {state === undefined ? (
        <>
          <h1>{verdictInList(id) ?? id}</h1>
          {failure === undefined && <p class="muted">Reading the run ...</p>}
        </>
      ) : isLive ? (
        <LiveRun state={state} />
      ) : (
        <RecordedRun key={`${state.status} ${state.done}`} state={state} onResume={follow} />
      )}
    </>
  );
}

/** What the list said of it, as the answer comes first. */
function verdictInList(id: string): string | undefined {
  const listed = runs.value?.find((run) => run.id === id);
  return listed?.type === "run" ? listed.verdict : undefined;
}
