import { formatSeconds } from "../../src/report/format/format-duration.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import { Failure } from "../shell/failure.tsx";
import { downloadModel, forgetJob, type Job } from "./jobs.ts";

/** What is done with a model now, how far it is, and the way to stop it or to go on. */
export function JobLine({ id, job }: { readonly id: string; readonly job: Job }) {
  switch (job.type) {
    case "downloading":
      return <Downloading id={id} job={job} />;
    case "loading":
      return (
        <div class="model-job">
          <progress aria-label={`Loading ${id}`} value={job.ratio} />
          <p>Loading {Math.round(job.ratio * 100)} %</p>
          <button type="button" onClick={job.stop}>
            Stop
          </button>
        </div>
      );
    case "unloading":
      return <p class="model-job muted">Unloading ...</p>;
    case "stopped":
      return (
        <div class="model-job">
          <p>
            Stopped{job.progress !== undefined && ` at ${describeBytes(job.progress)}`}. What came is kept, and the next
            download goes on from there.
          </p>
          <button type="button" onClick={() => downloadModel(id)}>
            Go on
          </button>
        </div>
      );
    case "failed":
      return (
        <div class="model-failure">
          <Failure error={job.error} onRetry={job.again} />
          <button type="button" class="quiet" onClick={() => forgetJob(id)}>
            Dismiss
          </button>
        </div>
      );
    default:
      return job satisfies never;
  }
}

function Downloading({ id, job }: { readonly id: string; readonly job: Extract<Job, { type: "downloading" }> }) {
  const { progress, file, note } = job;
  const parts = [
    progress && describeBytes(progress),
    progress?.bytesPerSecond && `${formatQuantity(progress.bytesPerSecond, "bytes")}/s`,
    progress?.etaMs && progress.doneBytes < progress.totalBytes && `about ${formatSeconds(progress.etaMs)} left`,
  ].filter(Boolean);
  return (
    <div class="model-job">
      <progress
        aria-label={`Downloading ${id}`}
        {...(progress && { value: progress.doneBytes, max: progress.totalBytes })}
      />
      <div>
        <p>{parts.length === 0 ? "Asking for it ..." : parts.join(" · ")}</p>
        <p class="muted small">{note ?? file}</p>
      </div>
      <button type="button" onClick={job.stop}>
        Stop
      </button>
    </div>
  );
}

function describeBytes({ doneBytes, totalBytes }: { readonly doneBytes: number; readonly totalBytes: number }): string {
  return `${formatQuantity(doneBytes, "bytes")} of ${formatQuantity(totalBytes, "bytes")}`;
}
