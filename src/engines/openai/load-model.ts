import type { LoadedModel, LoadOptions, ModelSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { createEndpoint, type Endpoint, type EndpointRuntime } from "../../http/endpoint.ts";
import type { ListedModel } from "../../wire/openai/model-list.ts";
import { createOpenAiChat } from "./chat.ts";
import { createOpenAiEmbedding } from "./embed.ts";
import { listModels } from "./list-models.ts";

/** Names are shown in one line of an error: as many as it can carry. */
const MAX_NAMES = 20;

/**
 * Makes a model of an endpoint. Nothing is sent when the source names the model; else its list must hold exactly one.
 *
 * @throws AssayError `unsupported` for another kind of source, `invalid-input` for a URL or key that cannot be used,
 * `unknown-model` when the endpoint offers none or several, and whatever keeps it from listing them
 */
export async function loadOpenAiModel(
  source: ModelSource,
  options: LoadOptions,
  runtime: EndpointRuntime,
): Promise<LoadedModel> {
  if (source.type !== "endpoint")
    throw new AssayError({
      code: "unsupported",
      message: `The openai engine runs models of an endpoint, not a source of the type ${source.type}.`,
      hint: "Choose the engine that runs this kind of model.",
    });
  const endpoint = await createEndpoint(source, runtime);
  try {
    const { id: model, contextTokens } =
      source.model === undefined
        ? await findOnlyModel(endpoint, options)
        : { id: source.model, contextTokens: undefined };
    const id = options.id ?? `${endpoint.name}#${model}`;
    const { parallel, templateVariables } = options;
    const chat = createOpenAiChat(endpoint, model, { id, parallel, contextTokens, templateVariables });
    const embedding = createOpenAiEmbedding(endpoint, model, id);
    return {
      info: { engine: "openai", contextTokens, warnings: listIgnored(options) },
      chat,
      embedding,
      async [Symbol.asyncDispose]() {
        await chat[Symbol.asyncDispose]();
        await embedding[Symbol.asyncDispose]();
        await endpoint[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await endpoint[Symbol.asyncDispose]();
    throw endpoint.redactError(error);
  }
}

async function findOnlyModel(endpoint: Endpoint, { signal, timeoutMs }: LoadOptions): Promise<ListedModel> {
  const models = await listModels(limitTo(endpoint, timeoutMs), signal);
  const [only, ...others] = models;
  if (only !== undefined && others.length === 0) return only;
  const names = models.slice(0, MAX_NAMES).map(({ id }) => id);
  const more = models.length > MAX_NAMES ? ` and ${models.length - MAX_NAMES} more` : "";
  throw new AssayError({
    code: "unknown-model",
    message:
      models.length === 0
        ? `${endpoint.name} offers no model.`
        : `${endpoint.name} offers several models: ${names.join(", ") + more}.`,
    hint: names[0] === undefined ? "Load a model there first." : `Name one, such as ${endpoint.name}#${names[0]}.`,
  });
}

function limitTo(endpoint: Endpoint, timeoutMs: number | undefined): Endpoint {
  if (timeoutMs === undefined) return endpoint;
  return { ...endpoint, limits: { ...endpoint.limits, totalMs: Math.min(timeoutMs, endpoint.limits.totalMs) } };
}

/** Settings that the server decides by itself. */
function listIgnored(options: LoadOptions): Warning[] {
  return (["gpuLayers", "contextTokens", "threads", "memoryLimitBytes", "chatTemplate"] as const)
    .filter((name) => options[name] !== undefined)
    .map((name) => ({ code: "parameter-ignored", message: `${name}: the endpoint decides it by itself.` }));
}
