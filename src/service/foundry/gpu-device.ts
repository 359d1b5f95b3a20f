import * as z from "zod";
import type { App } from "../app/app-context.ts";
import { classicRoute, NO_CONTENT } from "./classic-route.ts";

const deviceSchema = z.object({
  id: z.literal(
    "0",
    'the number of a GPU, which is 0 (say "device": "gpu" for a model in models.json to run it on one)',
  ),
});

/** `GET /openai/getgpudevice` and `/openai/setgpudevice/{id}`: engines choose the device themselves, so there is one, 0. */
export function addGpuDevice(app: App): void {
  app.get("/openai/getgpudevice", classicRoute("Tells the number of the GPU in use: 0"), async () => 0);
  app.get(
    "/openai/setgpudevice/:id",
    classicRoute("Takes 0, and refuses the number of any other GPU", { params: deviceSchema, ...NO_CONTENT }),
    async (_request, reply) => await reply.send(),
  );
}
