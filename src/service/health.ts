import * as z from "zod";
import type { App, AppContext } from "./app/app-context.ts";

const schema = {
  summary: "Whether the service answers",
  tags: ["service"],
  response: { 200: z.object({ status: z.literal("ok"), service: z.literal("assay"), version: z.string() }) },
};

/** `GET /health`: 200 from the first moment on, without a look at any model; 503 once a stop has begun. */
export function addHealth(app: App, { version }: AppContext): void {
  app.get("/health", { schema, config: { open: true, access: "inference" } }, async () => ({
    status: "ok" as const,
    service: "assay" as const,
    version,
  }));
}
