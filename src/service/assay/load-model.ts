import { toErrorRecord } from "../../core/errors.ts";
import { createEventQueue } from "../../lib/event-queue.ts";
import { type LoadEvent, loadEventSchema, loadModelBodySchema } from "../../wire/assay/load-model.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import { sendLines } from "../app/json-lines.ts";
import { MANAGEMENT } from "../app/management.ts";

const schema = {
  summary: "Loads a model, and tells how far it is: one JSON object a line",
  tags: ["assay"],
  body: loadModelBodySchema,
  response: answersOf(loadEventSchema),
};

/** `POST /assay/v1/models/load`. A load takes seconds to minutes, so its progress is told; the last line says how it ended. */
export function addLoadModel(app: App, { host }: AppContext): void {
  app.post("/assay/v1/models/load", { ...MANAGEMENT, schema }, async (request, reply) => {
    const { model: name, ...options } = request.body;
    const model = await host.findModel(name);
    const events = createEventQueue<LoadEvent>();
    const loading = host.load(model.servedName, {
      ...options,
      signal: clientSignal(reply),
      onProgress: (ratio) => events.push({ type: "progress", ratio }),
    });
    loading
      .then(
        // Which one it is shows now: a smaller variant may have taken its place.
        ({ servedName: loaded }) => events.push({ type: "loaded", name: loaded, loadMs: loadMsOf(loaded) }),
        (error: unknown) => events.push({ type: "failed", error: toErrorRecord(error) }),
      )
      .finally(() => events.end());
    return sendLines(reply, events);
  });

  function loadMsOf(name: string): number | undefined {
    return host.pool.list().find((record) => record.name === name)?.loadMs;
  }
}
