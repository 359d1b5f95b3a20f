import { loadedModelsSchema } from "../../src/wire/assay/loaded-models.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { askService } from "../shell/ask-service.ts";
import { isRunning } from "./run-lab.ts";
import { SIDES } from "./side.ts";

/** Looks which of the chosen models the service has loaded now: others may load and unload them too. */
export async function refreshStates(models: readonly AnswerModel[]): Promise<void> {
  const reply = await askService("/assay/v1/models/loaded", loadedModelsSchema).catch(() => undefined);
  if (reply === undefined || isRunning.value) return;
  for (const { choice, model } of SIDES) {
    const chosen = models.find(({ id }) => id === choice.value);
    if (chosen?.place === "page" && model.value.type === "unknown") model.value = { type: "not-loaded" };
    if (chosen?.place !== "service") continue;
    const loaded = reply.models.find(({ name }) => name === chosen.id);
    if (loaded?.state !== "ready") model.value = { type: "not-loaded" };
    else if (model.value.type !== "ready") model.value = { type: "ready", loadMs: loaded.loadMs };
  }
}
