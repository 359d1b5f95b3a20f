import { useState } from "preact/hooks";
import { runStateSchema } from "../../src/wire/assay/run-events.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import { PageError } from "../shell/page-error.ts";

/** The process of a run that has just been stopped takes a moment to leave. */
const STILL_LEAVING_MS = 1_500;

export interface ResumeRunProps {
  readonly id: string;
  readonly onResume: () => void;
  /** Measures again what was disturbed, of a run that is complete. */
  readonly isAgain?: boolean | undefined;
}

/** Goes on with a run where it was stopped or cut; nothing is measured twice unless asked for. */
export function ResumeRun({ id, onResume, isAgain = false }: ResumeRunProps) {
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const resume = () => {
    setAsking(true);
    setFailure(undefined);
    const ask = () =>
      askService(`/assay/v1/runs/${encodeURIComponent(id)}/resume`, runStateSchema, {
        method: "POST",
        body: isAgain ? { again: true } : {},
      });
    ask()
      .catch((error: unknown) => (isLocked(error) ? wait(STILL_LEAVING_MS).then(ask) : Promise.reject(error)))
      .then(onResume, setFailure)
      .finally(() => setAsking(false));
  };
  return (
    <>
      <button type="button" class={isAgain ? undefined : "primary"} disabled={isAsking} onClick={resume}>
        {isAsking ? "Resuming ..." : isAgain ? "Measure again what was disturbed" : "Resume"}
      </button>
      {failure !== undefined && <Failure error={failure} />}
    </>
  );
}

function isLocked(error: unknown): boolean {
  return error instanceof PageError && error.code === "run_locked";
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
