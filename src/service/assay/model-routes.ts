import { Readable } from "node:stream";
import { z } from "zod";
import { toErrorRecord } from "../../core/errors.ts";
import { createEventQueue } from "../../lib/event-queue.ts";
import type { LoadEvent } from "../../workbench/service-control/load-event.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import { listLoaded } from "./list-loaded.ts";
import { MANAGEMENT } from "./management-route.ts";

const loadSchema = z.strictObject({
  model: z.string().min(1).max(500),
  ttlMs: z.number().positive().optional(),
  retainOthers: z.boolean().optional(),
});
const unloadSchema = z.strictObject({ model: z.string().min(1).max(500), force: z.boolean().optional() });

/** `GET /assay/v1/models/loaded`, `POST /assay/v1/models/load`, `POST /assay/v1/models/unload` */
export function addModelRoutes(app: App, { host }: AppContext): void {
  app.get("/assay/v1/models/loaded", MANAGEMENT, async () => ({
    models: listLoaded(host.pool.list(), await host.pool.readMemory()),
  }));

  // A load takes seconds to minutes, so its progress is told: one JSON object a line, the last one says how it ended.
  app.post("/assay/v1/models/load", { ...MANAGEMENT, schema: { body: loadSchema } }, async (request, reply) => {
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
    return reply.type("application/x-ndjson").send(Readable.from(toLines(events)));
  });

  app.post("/assay/v1/models/unload", { ...MANAGEMENT, schema: { body: unloadSchema } }, async (request) => {
    const { model: name, force } = request.body;
    const { servedName } = await host.findModel(name);
    return { name: servedName, result: await host.unload(servedName, { force }) };
  });

  function loadMsOf(name: string): number | undefined {
    return host.pool.list().find((record) => record.name === name)?.loadMs;
  }
}

async function* toLines(events: AsyncIterable<LoadEvent>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}
