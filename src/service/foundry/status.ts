import { REGISTRATION_STATUS, VALID_PROVIDERS } from "../../wire/foundry/server/execution-providers.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { classicRoute, v1Route } from "./classic-route.ts";

/** `GET /openai/status` (classic), `GET /status` and `POST /shutdown` (v1.x) */
export function addStatus(app: App, { endpoints, modelCache, shutdown }: AppContext): void {
  app.get("/openai/status", classicRoute("Tells where the service is and where models lie"), async () => ({
    endpoints: endpoints(),
    modelDirPath: modelCache,
    pipeName: null,
    isAutoRegistrationResolved: true,
    autoRegistrationStatus: `${REGISTRATION_STATUS}\r\n${VALID_PROVIDERS}`,
  }));
  app.get("/status", v1Route("Tells where the service is and where models lie"), async () => ({
    modelCachePath: modelCache,
    endpoints: endpoints(),
    pid: process.pid,
  }));
  app.post("/shutdown", v1Route("Stops the service once what runs has ended"), async (_request, reply) => {
    // The answer goes first: stopping closes the connection that it travels on.
    reply.raw.once("finish", shutdown);
    return { status: "shutting_down" };
  });
}
