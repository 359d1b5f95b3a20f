import type { App } from "../app/app-context.ts";
import { HttpError } from "../app/http-error.ts";
import { classicRoute } from "./classic-route.ts";

/** `GET /openai/getgpudevice` and `/openai/setgpudevice/{id}`: engines choose the device themselves, so there is one, 0. */
export function addGpuDevice(app: App): void {
  app.get("/openai/getgpudevice", classicRoute("Tells the number of the GPU in use: 0"), async () => 0);
  app.get<{ Params: { id: string } }>(
    "/openai/setgpudevice/:id",
    classicRoute("Takes 0, and refuses the number of any other GPU"),
    async ({ params: { id } }, reply) => {
      if (id === "0") return await reply.send();
      throw new HttpError(
        400,
        "device_absent",
        `Cannot choose the GPU as its number must be 0: current value is ${JSON.stringify(id)}. Say "device": "gpu" for a model in models.json to run it on one`,
      );
    },
  );
}
