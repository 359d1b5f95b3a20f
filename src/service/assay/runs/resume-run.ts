import * as z from "zod";
import { runStateSchema } from "../../../wire/assay/run-events.ts";
import { resumeRunBodySchema } from "../../../wire/assay/start-run.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import type { App, AppContext } from "../../app/app-context.ts";
import { clientSignal } from "../../app/client-signal.ts";
import { MANAGEMENT } from "../../app/management.ts";
import { type RunsContext, runId } from "./runs-context.ts";

const { 200: state, ...refusals } = answersOf(runStateSchema);
const schema = {
  summary: "Goes on with a run that was stopped, or measures again what was disturbed",
  tags: ["assay"],
  params: z.strictObject({ id: runId }),
  body: resumeRunBodySchema,
  response: { ...refusals, 201: state },
};

/** `POST /assay/v1/runs/:id/resume` */
export function addResumeRun(app: App, { workspace }: AppContext, { runner }: RunsContext): void {
  app.post("/assay/v1/runs/:id/resume", { ...MANAGEMENT, schema }, async ({ params, body }, reply) => {
    const task = { directory: workspace.directory, given: {}, names: [], resume: params.id, again: body.again };
    return reply.status(201).send(await runner.start(task, clientSignal(reply)));
  });
}
