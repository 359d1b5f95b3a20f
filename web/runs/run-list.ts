import { signal } from "@preact/signals";
import { type RunsReport, runsSchema } from "../../src/wire/assay/runs.ts";
import { askService } from "../shell/ask-service.ts";

export type ListedRun = RunsReport["runs"][number];
export type ReadableRun = Extract<ListedRun, { type: "run" }>;

/** The recorded runs as the service listed them last, newest first; undefined before it did. */
export const runs = signal<readonly ListedRun[] | undefined>(undefined);

/** Asks for the list again. @throws PageError */
export async function refreshRuns(signal?: AbortSignal): Promise<void> {
  runs.value = (await askService("/assay/v1/runs", runsSchema, { signal })).runs;
}

/** Whether each of the words is somewhere in what the list says of a run. */
export function hasWords(run: ListedRun, words: string): boolean {
  const said = run.type === "run" ? [run.verdict, run.status, run.prompts.name, ...run.targets] : ["damaged"];
  const text = [run.id, ...said].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
