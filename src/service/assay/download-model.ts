import { toErrorRecord } from "../../core/errors.ts";
import { createEventQueue } from "../../lib/event-queue.ts";
import {
  downloadEventSchema,
  downloadModelBodySchema,
  type ModelDownloadEvent,
} from "../../wire/assay/download-model.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import { logFailure } from "../app/http-error.ts";
import { sendLines } from "../app/json-lines.ts";
import { MANAGEMENT } from "../app/management.ts";

const schema = {
  summary: "Downloads a model, and tells how far it is: one JSON object a line",
  tags: ["assay"],
  body: downloadModelBodySchema,
  response: answersOf(downloadEventSchema),
};

/** `POST /assay/v1/models/download`. A client that leaves stops it; what came is kept, and the next download goes on from there. */
export function addDownloadModel(app: App, { host }: AppContext): void {
  app.post("/assay/v1/models/download", { ...MANAGEMENT, schema }, async (request, reply) => {
    const { model: name, force } = request.body;
    const { id } = await host.findModel(name);
    const events = createEventQueue<ModelDownloadEvent>();
    host
      .download(id, { force, signal: clientSignal(reply), onEvent: (event) => events.push(event) })
      .then(
        ({ bytes, alreadyThere }) => events.push({ type: "downloaded", name: id, bytes, alreadyThere }),
        (error: unknown) => {
          logFailure(request.log, error);
          events.push({ type: "failed", error: toErrorRecord(error) });
        },
      )
      .finally(() => events.end());
    return sendLines(reply, events);
  });
}
