import type { ModelSource } from "../core/engine.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { parseEndpointAddress } from "./endpoint-url.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/** The model of this name at the service of `FOUNDRY_LOCAL_ENDPOINT`; absent where that is not set or the name can be none of a model. */
export function resolveAtService(name: string, env: EnvironmentVariables): ResolvedModel | undefined {
  const address = env.FOUNDRY_LOCAL_ENDPOINT?.trim();
  if (!address || /[\\\s]/.test(name) || /^[./~]/.test(name)) return undefined;
  const { baseUrl } = parseEndpointAddress(address, "FOUNDRY_LOCAL_ENDPOINT");
  return { alias: name, id: name, engine: "openai", source: toEndpointSource(baseUrl, name, env) };
}

/** The source of a model at an address, with the name of the variable that holds its key, where that is set. */
export function toEndpointSource(baseUrl: string, model: string | undefined, env: EnvironmentVariables): ModelSource {
  return {
    type: "endpoint",
    baseUrl,
    ...(model === undefined ? {} : { model }),
    ...(env.ASSAY_API_KEY ? { apiKeyVariable: "ASSAY_API_KEY" } : {}),
  };
}
