import * as z from "zod";
import { type RunEvent, runEventSchema, runStateSchema } from "../../../wire/assay/run-events.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import type { App } from "../../app/app-context.ts";
import { sendLines } from "../../app/json-lines.ts";
import { MANAGEMENT } from "../../app/management.ts";
import { type RunsContext, runId } from "./runs-context.ts";

const schema = {
  summary: "Follows a run, the state so far first: one JSON object a line",
  tags: ["assay"],
  params: z.strictObject({ id: runId }),
  response: answersOf(runEventSchema),
};

/** `GET /assay/v1/runs/:id/events`. Of a run that is not measured here, the recorded state and how it ended. */
export function addRunEvents(app: App, { runner, reports }: RunsContext): void {
  app.get("/assay/v1/runs/:id/events", { ...MANAGEMENT, schema }, async ({ params: { id } }, reply) => {
    const live = runner.follow(id);
    if (live !== undefined) return sendLines(reply, live);
    const state = runStateSchema.parse(JSON.parse(await reports.ask({ type: "state", id })));
    return sendLines(reply, tellRecorded(state));
  });
}

async function* tellRecorded(state: z.output<typeof runStateSchema>): AsyncGenerator<RunEvent> {
  yield { type: "state", state };
  if (state.ended !== undefined) yield state.ended;
}
