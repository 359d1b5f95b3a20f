import * as z from "zod";
import { AssayError } from "../../../core/errors.ts";
import { LATEST } from "../../../store/run-id.ts";
import { runStateSchema } from "../../../wire/assay/run-events.ts";
import { stopRunAnswerSchema } from "../../../wire/assay/start-run.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import type { App } from "../../app/app-context.ts";
import { MANAGEMENT } from "../../app/management.ts";
import { type RunsContext, runId } from "./runs-context.ts";

const { 200: stopping, ...refusals } = answersOf(stopRunAnswerSchema);
const schema = {
  summary: "Stops a run after the request under way; what was measured is kept",
  tags: ["assay"],
  params: z.strictObject({ id: runId }),
  body: z.strictObject({}),
  response: { ...refusals, 202: stopping },
};

/** `POST /assay/v1/runs/:id/stop` */
export function addStopRun(app: App, { runner, reports }: RunsContext): void {
  app.post("/assay/v1/runs/:id/stop", { ...MANAGEMENT, schema }, async ({ params: { id } }, reply) => {
    // A run under way is the latest, whether or not anything of it is recorded.
    if (runner.stop(id === LATEST ? (runner.current?.id ?? id) : id))
      return reply.status(202).send({ isStopping: true });
    const { ended } = runStateSchema.parse(JSON.parse(await reports.ask({ type: "state", id })));
    if (ended !== undefined)
      throw new AssayError({
        code: "run-locked",
        message: `The run ${id} has ended already.`,
        hint: "List the runs anew.",
      });
    throw new AssayError({
      code: "run-locked",
      message: `The run ${id} is not measured by this service.`,
      hint: "What another program measures is stopped there, by Ctrl-C in its terminal.",
    });
  });
}
