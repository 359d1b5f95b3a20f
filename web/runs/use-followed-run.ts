import { useEffect, useState } from "preact/hooks";
import { foldRunEvent, type RunState, runEventSchema } from "../../src/wire/assay/run-events.ts";
import { askLines } from "../shell/ask-service.ts";

/** A stream that was cut is asked for again after so long, as the service may have been started anew. */
const AGAIN_MS = 2_000;
/** Of a run that another program measures, only the recorded state is known. */
const ELSEWHERE_MS = 5_000;

export interface FollowedRun {
  /** Absent before the service told it. */
  readonly state: RunState | undefined;
  /** Why it cannot be followed now. */
  readonly failure: unknown;
  /** Follows it anew, as a run that has ended may go on. */
  readonly follow: () => void;
}

/** Follows a run as long as it is shown; whoever comes later, or again after a reload, sees all of it. */
export function useFollowedRun(id: string): FollowedRun {
  const [state, setState] = useState<RunState>();
  const [failure, setFailure] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const leave = new AbortController();
    let timer: number | undefined;
    const again = (ms: number) => {
      if (!leave.signal.aborted) timer = window.setTimeout(() => setTurn(turn + 1), ms);
    };
    followOnce(id, leave.signal, (known) => {
      setState(known);
      setFailure(undefined);
    }).then(
      (last) => {
        if (last === undefined || last.ended === undefined) again(AGAIN_MS);
        else if (last.ended.status === "running") again(ELSEWHERE_MS);
      },
      (error: unknown) => {
        if (leave.signal.aborted) return;
        setFailure(error);
        again(AGAIN_MS);
      },
    );
    return () => {
      leave.abort();
      window.clearTimeout(timer);
    };
  }, [id, turn]);
  return { state, failure, follow: () => setTurn(turn + 1) };
}

/** Reads the events of a run until they end. @returns its last state */
async function followOnce(
  id: string,
  signal: AbortSignal,
  show: (state: RunState) => void,
): Promise<RunState | undefined> {
  let state: RunState | undefined;
  for await (const event of askLines(`/assay/v1/runs/${encodeURIComponent(id)}/events`, runEventSchema, { signal })) {
    if (event.type === "heartbeat") continue;
    if (event.type === "state") state = event.state;
    else if (state !== undefined) state = foldRunEvent(state, event);
    if (state !== undefined) show(state);
  }
  return state;
}
