import { type RunsReport, runsSchema } from "../../../wire/assay/runs.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import type { App } from "../../app/app-context.ts";
import { MANAGEMENT } from "../../app/management.ts";
import type { RunsContext } from "./runs-context.ts";

const schema = {
  summary: "Lists the recorded runs, newest first",
  tags: ["assay"],
  response: answersOf(runsSchema),
};

/** `GET /assay/v1/runs`. The store reads each `run.json` once, and of a journal its end, whenever it has changed. */
export function addListRuns(app: App, { store }: RunsContext): void {
  app.get("/assay/v1/runs", { ...MANAGEMENT, schema }, async (): Promise<RunsReport> => {
    const runs = await Array.fromAsync(store.list());
    // Where they lie is this machine's business.
    return {
      runs: runs.map(({ directory: _, ...run }) => ("targets" in run ? { ...run, targets: [...run.targets] } : run)),
    };
  });
}
