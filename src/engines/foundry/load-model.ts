import type { LoadedModel, LoadOptions, ModelInfo, ModelSource } from "../../core/engine.ts";
import { toAssayError } from "../../core/errors.ts";
import { createEndpoint, type Endpoint, type EndpointRuntime } from "../../http/endpoint.ts";
import { anySignal } from "../../lib/any-signal.ts";
import type { FoundryVariant } from "../../wire/foundry/foundry-variant.ts";
import { parseModelId } from "../../wire/foundry/model-id.ts";
import { createOpenAiChat } from "../openai/chat.ts";
import { createOpenAiEmbedding } from "../openai/embed.ts";
import { createFoundryChat } from "./chat.ts";
import { chooseVariant } from "./choose-variant.ts";
import { tooSlow, wrongSource } from "./errors.ts";
import { askForVersion, type FindServiceRuntime, findService } from "./find-service.ts";
import { type OpenedService, openService } from "./open-service.ts";

export type FoundryRuntime = EndpointRuntime & FindServiceRuntime;

/**
 * Loads a model into a Foundry Local service. Disposing it unloads it there only if it was not loaded before.
 *
 * @throws AssayError `engine-missing`, `service-unavailable`, `unknown-model`, `device-absent`, `model-missing`, and
 *   whatever keeps the service from answering
 */
export async function loadFoundryModel(
  source: ModelSource,
  options: LoadOptions,
  runtime: FoundryRuntime,
): Promise<LoadedModel> {
  if (source.type !== "foundry") throw wrongSource(source.type);
  const { timeoutMs } = options;
  const late = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signal = anySignal(options.signal, late);
  try {
    const found = source.baseUrl === undefined ? await findService(runtime, signal) : undefined;
    const engineVersion = found && (await askForVersion(runtime, found.path, signal));
    const opened = await openService(source.baseUrl ?? found?.origin ?? "", runtime, signal);
    return await loadInto(opened, source.model, { ...options, signal }, engineVersion).catch(async (error) => {
      await opened[Symbol.asyncDispose]();
      throw opened.endpoint.redactError(error);
    });
  } catch (error) {
    if (timeoutMs !== undefined && late?.aborted && !options.signal?.aborted) throw tooSlow(timeoutMs, error);
    throw toAssayError(error);
  }
}

async function loadInto(
  opened: OpenedService,
  wanted: string,
  options: LoadOptions,
  engineVersion: string | undefined,
): Promise<LoadedModel> {
  const { service, endpoint: root } = opened;
  const { signal } = options;
  const origin = root.name.replace(/\/$/, "");
  const variant = await chooseVariant(wanted, service, origin, options);
  const wasLoaded = (await service.listLoaded(signal)).includes(variant.id.toLowerCase());
  const unload = async () => {
    // A service that is gone holds nothing any more, and one that refuses unloads when its own time limit is over.
    if (!wasLoaded) await service.unload(variant).catch(() => {});
  };
  try {
    if (!wasLoaded) await service.load(variant, signal);
  } catch (error) {
    // The service goes on loading what nobody waits for any more.
    if (signal?.aborted) await unload();
    throw error;
  }

  const endpoint = toChatEndpoint(await createEndpoint({ type: "endpoint", baseUrl: `${origin}/v1` }, root));
  const id = options.id ?? `${wanted}@${new URL(origin).host}`;
  const embeds = /embed/i.test(variant.task ?? "");
  const { parallel } = options;
  const inner = createOpenAiChat(endpoint, variant.id, { id, parallel, contextTokens: variant.contextTokens });
  const countTokens: Parameters<typeof createFoundryChat>[1]["countTokens"] = (request, countSignal) =>
    service.countTokens(variant, request, countSignal);
  const chat = embeds ? undefined : createFoundryChat(inner, { variant, countTokens });
  const embedding = embeds ? createOpenAiEmbedding(endpoint, variant.id, id) : undefined;
  let disposed: Promise<void> | undefined;
  const dispose = async () => {
    await inner[Symbol.asyncDispose]();
    await embedding?.[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
    await unload();
    await opened[Symbol.asyncDispose]();
  };
  return {
    info: describe(variant, options, engineVersion),
    chat,
    embedding,
    [Symbol.asyncDispose]() {
      disposed ??= dispose();
      return disposed;
    },
  };
}

/** The service's own name for a seed stands beside OpenAI's. */
function toChatEndpoint(endpoint: Endpoint): Endpoint {
  return {
    ...endpoint,
    call(path, body) {
      const seed: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "seed") : undefined;
      return endpoint.call(path, seed === undefined ? body : { ...(body as object), random_seed: seed });
    },
  };
}

function describe(variant: FoundryVariant, options: LoadOptions, engineVersion: string | undefined): ModelInfo {
  const { vendor, device = variant.device } = parseModelId(variant.id);
  return {
    engine: "foundry",
    device: device === "npu" ? undefined : device,
    deviceName: [device?.toUpperCase(), variant.executionProvider ?? vendor].filter(Boolean).join(", ") || undefined,
    sizeBytes: variant.sizeBytes,
    contextTokens: variant.contextTokens,
    licence: variant.licence,
    engineVersion,
    warnings: (
      ["gpuLayers", "contextTokens", "threads", "memoryLimitBytes", "chatTemplate", "templateVariables"] as const
    )
      .filter((name) => options[name] !== undefined)
      .map((name) => ({
        code: "parameter-ignored",
        message: `${name}: the Foundry Local service decides it by itself.`,
      })),
  };
}
