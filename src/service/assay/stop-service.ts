import { stopServiceAnswerSchema, stopServiceBodySchema } from "../../wire/assay/stop-service.ts";
import type { App } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";
import type { ManagedService } from "./managed-service.ts";

const schema = {
  summary: "Stops the service",
  tags: ["assay"],
  body: stopServiceBodySchema,
  response: { 202: stopServiceAnswerSchema },
};

/** `POST /assay/v1/service/stop` */
export function addStopService(app: App, { stop }: ManagedService): void {
  app.post("/assay/v1/service/stop", { ...MANAGEMENT, schema }, async (request, reply) => {
    const { now } = request.body;
    // The answer goes first: stopping closes the connection that it travels on.
    reply.raw.once("close", () => void stop({ now }));
    return reply.status(202).send({ isStopping: true });
  });
}
