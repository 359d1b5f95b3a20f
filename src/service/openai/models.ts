import * as z from "zod";
import { callsTools, onlyEmbeds } from "../../catalog/capabilities.ts";
import type { PoolRecord } from "../../pool/model-pool.ts";
import { statFile } from "../../system/stat-file.ts";
import { answersOf, modelListSchema, modelSchema } from "../../wire/openai/server/answer-schemas.ts";
import { isUsable } from "../../workbench/model/list-catalog.ts";
import type { ServedModel } from "../../workbench/model-host/model-host.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { HttpError } from "../app/http-error.ts";

/** Lifetime of a list unless a model is loaded or unloaded: reading it costs many looks at the disk. */
const FRESH_MS = 500;

interface Snapshot {
  readonly atMs: number;
  /** Which models are loaded, and how far. */
  readonly pool: string;
  readonly byName: ReadonlyMap<string, object>;
  readonly body: string;
}

/** `GET /v1/models` and `GET /v1/models/{id}` */
export function addModels(app: App, { host, clock, now }: AppContext): void {
  const startedAt = now();
  let reading: Promise<Snapshot> | undefined;
  let latest: Snapshot | undefined;

  async function read(pool: string): Promise<Snapshot> {
    const atMs = clock.now();
    const records = new Map(host.pool.list().map((record) => [record.name, record]));
    const usable = (await host.listModels()).filter(isUsable);
    const models = usable.map((model) => toModel(model, records.get(model.servedName), startedAt));
    const body = JSON.stringify({ object: "list", data: models });
    latest = { atMs, pool, byName: new Map(models.map((model) => [model.id, model])), body };
    return latest;
  }

  async function snapshot(): Promise<Snapshot> {
    const pool = host.pool
      .list()
      .map(({ name, state }) => `${state} ${name}`)
      .join("\n");
    if (latest !== undefined && latest.pool === pool && clock.now() - latest.atMs < FRESH_MS) return latest;
    // Requests that come while a list is being read share it.
    reading ??= read(pool).finally(() => {
      reading = undefined;
    });
    return await reading;
  }

  const listSchema = { tags: ["openai"], response: answersOf(modelListSchema) };
  const list = async () => (await snapshot()).body;
  const routes = [
    ["/v1/models", "Lists the models that can be used now"],
    // Scripts that add /v1 to an address that has it already.
    ["/v1/v1/models", "The same list, for scripts that write /v1 twice"],
  ] as const;
  for (const [url, summary] of routes) {
    app.get(url, { schema: { ...listSchema, summary } }, async (_request, reply) => {
      void reply.type("application/json; charset=utf-8");
      // Already JSON: a text is sent as it stands.
      return reply.serializer(String).send(await list());
    });
  }

  const schema = {
    summary: "Tells of one model, by any name that it has",
    tags: ["openai"],
    params: z.object({ "*": z.string().min(1).describe("Alias, id or id:version; may hold slashes.") }),
    response: answersOf(modelSchema),
  };
  app.get("/v1/models/*", { schema }, async (request) => {
    const name = request.params["*"];
    const { byName } = await snapshot();
    const known = byName.get(name);
    if (known !== undefined) return known;
    const { servedName } = await host.findModel(name);
    const found = byName.get(servedName);
    if (found !== undefined) return found;
    throw new HttpError(
      404,
      "model_not_found",
      `The files of ${servedName} are not downloaded. \`assay model download ${servedName}\` fetches them`,
    );
  });
}

function toModel(model: ServedModel, record: PoolRecord | undefined, startedAt: Date) {
  const contextTokens = record?.info?.contextTokens ?? model.contextTokens;
  const { maxOutputTokens = contextTokens } = model;
  return {
    id: model.servedName,
    object: "model",
    created: Math.floor(createdMs(model, startedAt) / 1000),
    owned_by: model.publisher ?? "assay",
    alias: model.alias,
    state: record === undefined ? model.state : record.state === "ready" ? "loaded" : record.state,
    vision: false,
    toolCalling: callsTools(model),
    ...toKind(model),
    ...(contextTokens === undefined ? {} : { context_length: contextTokens, max_model_len: contextTokens }),
    ...(contextTokens === undefined ? {} : { maxInputTokens: toInputTokens(contextTokens, model.maxOutputTokens) }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  };
}

/** Capabilities of a model in the words of LM Studio (`type`), of llama.cpp and Ollama, and of OpenRouter. */
function toKind(model: ServedModel) {
  const embeds = onlyEmbeds(model);
  return {
    type: embeds ? "embeddings" : "llm",
    capabilities: embeds ? ["embedding"] : ["completion", ...(callsTools(model) ? ["tools"] : [])],
    architecture: { input_modalities: ["text"], output_modalities: [embeds ? "embeddings" : "text"] },
  };
}

/** Prompt and answer share the context; an answer of a stated length is set aside. */
function toInputTokens(contextTokens: number, maxOutputTokens = 0): number {
  return maxOutputTokens < contextTokens ? contextTokens - maxOutputTokens : contextTokens;
}

/** When the file was last written; what has no file is as old as the service. */
function createdMs({ source }: ServedModel, startedAt: Date): number {
  const file = source?.type === "file" ? statFile(source.path) : undefined;
  return file?.mtimeMs ?? startedAt.getTime();
}
