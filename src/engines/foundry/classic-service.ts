import * as z from "zod";
import { toAssayError } from "../../core/errors.ts";
import type { Endpoint } from "../../http/endpoint.ts";
import { parseCatalogueList } from "../../wire/foundry/catalogue-list.ts";
import type { FoundryVariant } from "../../wire/foundry/foundry-variant.ts";
import { parseFoundryModelList } from "../../wire/foundry/model-list.ts";
import { parseNameList } from "../../wire/foundry/name-list.ts";
import { encodeChatRequest } from "../../wire/openai/encode-chat-request.ts";
import { askService } from "./ask-service.ts";
import { notDownloaded } from "./errors.ts";
import type { FoundryService } from "./foundry-service.ts";

/** Seconds without a request after which the service may unload the model. Above 0 it also leaves other models loaded: a benchmark takes turns. */
const TIME_TO_LIVE_S = "3600";

const tokenCountSchema = z.object({ tokenCount: z.int().positive() });

/** The service of Foundry Local 0.2 to 0.8. @param endpoint its root */
export function createClassicService(endpoint: Endpoint): FoundryService {
  return {
    generation: "classic",
    async listVariants(signal) {
      const listed = (await askService(endpoint, "foundry/list", { signal })).read("a catalogue", parseCatalogueList);
      const cached = new Set(await listNames(endpoint, "openai/models", signal));
      const details = await listDetails(endpoint, signal);
      return listed.map((variant) => ({
        ...dropAbsent(details.find(({ id }) => id === variant.id)),
        ...dropAbsent(variant),
        id: variant.id,
        cached: cached.has(variant.id.toLowerCase()),
      }));
    },
    findVariant: async () => undefined,
    listLoaded: (signal) => listNames(endpoint, "openai/loadedmodels", signal),
    async load(variant, signal) {
      const query = { ttl: TIME_TO_LIVE_S };
      const answer = await askService(endpoint, `openai/load/${toPath(variant.id)}`, { query, signal });
      try {
        answer.requireOk();
      } catch (error) {
        if (!answer.text.includes("No OpenAIService provider found for modelName")) throw error;
        throw notDownloaded(variant.id, variant.alias, error);
      }
    },
    async unload({ id }) {
      // Without force, what was loaded with a time to live stays.
      (await askService(endpoint, `openai/unload/${toPath(id)}`, { query: { force: "true" } })).requireOk();
    },
    async countTokens({ id }, request, signal) {
      const body = encodeChatRequest(id, request, { streamUsage: false, maxTokensField: "max_tokens" });
      const path = "v1/chat/completions/tokenizer/encode/count";
      const answer = await askService(endpoint, path, { body: { model: id, messages: body.messages }, signal });
      return answer.status === 200
        ? answer.read("a count", (found) => tokenCountSchema.safeParse(found).data).tokenCount
        : undefined;
    },
  };
}

/** In lower case: services before 0.6 did not keep to one. */
async function listNames(endpoint: Endpoint, path: string, signal?: AbortSignal): Promise<readonly string[]> {
  const names = (await askService(endpoint, path, { signal })).read("a list of names", parseNameList);
  return names.map((name) => name.toLowerCase());
}

/** Reads the context of a cached model, which the catalogue does not state; a service without this route works all the same. */
async function listDetails(endpoint: Endpoint, signal?: AbortSignal): Promise<readonly FoundryVariant[]> {
  try {
    return (await askService(endpoint, "v1/models", { signal })).read("a list of models", parseFoundryModelList);
  } catch (error) {
    const { code } = toAssayError(error);
    if (code === "endpoint-status" || code === "endpoint-protocol") return [];
    throw error;
  }
}

/** The SDKs of these services send the colon as it is. */
function toPath(id: string): string {
  return encodeURIComponent(id).replaceAll("%3A", ":");
}

function dropAbsent(variant: FoundryVariant | undefined): Partial<FoundryVariant> {
  return Object.fromEntries(Object.entries(variant ?? {}).filter(([, value]) => value !== undefined));
}
