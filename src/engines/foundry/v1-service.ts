import type { Endpoint } from "../../http/endpoint.ts";
import type { FoundryVariant } from "../../wire/foundry/foundry-variant.ts";
import { parseModelId } from "../../wire/foundry/model-id.ts";
import { parseFoundryModel, parseFoundryModelList } from "../../wire/foundry/model-list.ts";
import { parseNameList } from "../../wire/foundry/name-list.ts";
import { askService, type ServiceAnswer } from "./ask-service.ts";
import { notDownloaded } from "./errors.ts";
import type { FoundryService } from "./foundry-service.ts";

/** The web service of Foundry Local's v1 core. @param endpoint its root */
export function createV1Service(endpoint: Endpoint): FoundryService {
  return {
    generation: "v1",
    listVariants: async (signal) =>
      (await askService(endpoint, "v1/models", { signal })).read("a list of models", parseFoundryModelList),
    async findVariant(name, signal) {
      const answer = await askService(endpoint, `v1/models/${encodeURIComponent(name)}`, { signal });
      if (answer.status === 404) return undefined;
      const found = answer.read("a model", parseFoundryModel);
      return { ...found, alias: found.alias ?? name };
    },
    listLoaded: async (signal) =>
      (await askService(endpoint, "models/loaded", { signal }))
        .read("a list of names", parseNameList)
        .map((name) => name.toLowerCase()),
    async load(variant, signal) {
      const answer = await askByNames(endpoint, "load", variant, signal);
      try {
        answer.requireOk();
      } catch (error) {
        if (!/not cached|must be downloaded/i.test(answer.text)) throw error;
        throw notDownloaded(variant.id, variant.alias, error);
      }
    },
    unload: async (variant) => (await askByNames(endpoint, "unload", variant)).requireOk(),
    countTokens: async () => undefined,
  };
}

/** The SDKs send the id, and the service of some versions knows aliases only. */
async function askByNames(
  endpoint: Endpoint,
  verb: "load" | "unload",
  { id, alias }: FoundryVariant,
  signal?: AbortSignal,
): Promise<ServiceAnswer> {
  const names = new Set([id, parseModelId(id).name, ...(alias === undefined ? [] : [alias])]);
  let last: ServiceAnswer | undefined;
  for (const name of names) {
    const answer = await askService(endpoint, `models/${verb}/${encodeURIComponent(name)}`, { signal });
    if (answer.status !== 404) return answer;
    last ??= answer;
  }
  return last as ServiceAnswer;
}
