import type { App } from "../app/app-context.ts";
import { HttpError } from "../app/http-error.ts";
import { classicRoute } from "./classic-route.ts";

/** `POST /openai/register`: a target for all users of this machine is not for one request to add, so it says how to. */
export function addRegister(app: App): void {
  app.post(
    "/openai/register",
    classicRoute("Not offered: says how to add a provider", { tags: ["not offered"] }),
    async () => {
      throw new HttpError(
        501,
        "unsupported",
        'A provider is not registered over HTTP but in models.json. Type: assay model add http://host:port/v1#model, or write {"models": {"<name>": {"endpoint": {"baseUrl": "http://host:port/v1", "model": "model"}}}} there',
      );
    },
  );
}
