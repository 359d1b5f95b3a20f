// The entry of a thread that computes reports: summing up thousands of samples would keep a service's streams waiting.
import { parentPort, workerData } from "node:worker_threads";
import { type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import { doReportJob, type ReportJob, type ReportPlace } from "./report-jobs.ts";

export interface ReportQuestion {
  readonly number: number;
  readonly job: ReportJob;
}

export type ReportAnswer = { readonly number: number } & ({ readonly text: string } | { readonly error: ErrorRecord });

parentPort?.on("message", ({ number, job }: ReportQuestion) => {
  const answer = (said: ReportAnswer) => parentPort?.postMessage(said);
  doReportJob(job, workerData as ReportPlace).then(
    (text) => answer({ number, text }),
    (error: unknown) => answer({ number, error: toErrorRecord(error) }),
  );
});
