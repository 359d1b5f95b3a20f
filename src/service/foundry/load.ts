import * as z from "zod";
import { toAssayError } from "../../core/errors.ts";
import { isUsable } from "../../workbench/model/list-catalog.ts";
import type { ServedModel } from "../../workbench/model-host/model-host.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import { HttpError } from "../app/http-error.ts";
import { classicRoute, NO_CONTENT, v1Route } from "./classic-route.ts";
import { switchSchema, wordSchema } from "./query-words.ts";

/** Names of execution providers that clients may send; on a model for the CPU those of a GPU change nothing. */
const PROVIDERS = ["cpu", "dml", "cuda", "qnn", "webgpu"] as const;
/** How long the classic service keeps a model that nobody uses, unless it is told another time. */
const DEFAULT_TTL_SECONDS = 600;
/** Some 25 days, which is what a timer holds: for a model that stays. */
const LONGEST_TTL_MS = 2 ** 31 - 1;

const querySchema = z.object({
  ttl: z
    .string()
    .regex(/^\d{0,9}$/, "a whole number of seconds")
    .transform(Number)
    .optional(),
  ep: wordSchema(PROVIDERS).optional(),
  unload: switchSchema.optional(),
});
const nameSchema = z.object({ "*": z.string().min(1) });

/** `GET /openai/load/{name}` (classic) and `/models/load/{name}` (v1.x) */
export function addLoad(app: App, { host }: AppContext): void {
  app.get(
    "/openai/load/*",
    classicRoute("Loads a model that is here", { params: nameSchema, querystring: querySchema, ...NO_CONTENT }),
    async ({ params: { "*": name }, query }, reply) => {
      const model = await findCached(name);
      await host.load(model.servedName, { signal: clientSignal(reply), ttlMs: ttlOf(query) });
      if (isElsewhere(query.ep, model))
        reply.header("assay-warning", `ep=${query.ep} is not used: ${model.servedName} runs on the CPU`);
      return await reply.send();
    },
  );

  app.get(
    "/models/load/*",
    v1Route("Loads a model that is here", { params: nameSchema }),
    async ({ params: { "*": name } }, reply) => {
      const model = await host.findModel(name).catch((thrown) => {
        throw toNotFound(thrown, name);
      });
      if (!isUsable(model))
        throw new HttpError(400, "model_missing", "Model not cached: Model must be downloaded before loading");
      const isLoaded = host.pool.list().some(({ name, state }) => name === model.servedName && state === "ready");
      await host.load(model.servedName, { signal: clientSignal(reply) });
      return { status: isLoaded ? "already_loaded" : "loaded" };
    },
  );

  /** The clients look for the first words of this error to say that the model is to be downloaded first. */
  async function findCached(name: string): Promise<ServedModel> {
    const refused = (code: string, why: string) =>
      new HttpError(404, code, `No OpenAIService provider found for modelName: ${name}. ${why}`);
    const model = await host.findModel(name).catch((thrown) => {
      const { code, message, hint } = toAssayError(thrown);
      throw code === "unknown-model" ? refused("model_not_found", hint ?? message) : thrown;
    });
    if (isUsable(model)) return model;
    throw refused("model_missing", `It is not downloaded: foundry model download ${model.servedName}`);
  }
}

/** v1.x's words for a name that nothing is known by; any other error stays as it is. */
export function toNotFound(thrown: unknown, name: string): unknown {
  const { code, hint } = toAssayError(thrown);
  if (code !== "unknown-model") return thrown;
  const text = `Model not found: No model matching '${name}'`;
  return new HttpError(404, "model_not_found", hint === undefined ? text : `${text}. ${hint}`);
}

/** A time to live wins over `unload`, which else says whether to unload an idle model at all. */
function ttlOf({ ttl = 0, unload = true }: z.output<typeof querySchema>): number {
  if (ttl > 0) return Math.min(ttl * 1000, LONGEST_TTL_MS);
  return unload ? DEFAULT_TTL_SECONDS * 1000 : LONGEST_TTL_MS;
}

function isElsewhere(ep: z.output<typeof querySchema>["ep"], { resolved }: ServedModel): boolean {
  return ep !== undefined && ep !== "cpu" && resolved?.device !== "gpu";
}
