import { mayCarryKey } from "../http/api-key.ts";
import type { EndpointSource } from "../http/endpoint.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { parseEndpointAddress } from "./sources/endpoint-url.ts";

/** Where models are asked for that are served elsewhere. */
export interface EndpointLookup {
  /** Service that plain aliases resolve against; absent: they do not. */
  readonly foundryEndpoint?: string | undefined;
  /** Variables that hold keys of endpoints. Only whether `ASSAY_API_KEY` is set is looked at. */
  readonly keys: EnvironmentVariables;
}

/** The model of this name at the service of plain aliases; absent where there is no such service or the name can be none of a model. */
export function resolveAtService(name: string, { foundryEndpoint, keys }: EndpointLookup): ResolvedModel | undefined {
  if (foundryEndpoint === undefined || /[\\\s]/.test(name) || /^[./~]/.test(name)) return undefined;
  const { baseUrl } = parseEndpointAddress(foundryEndpoint, "FOUNDRY_LOCAL_ENDPOINT");
  return { alias: name, id: name, engine: "openai", source: toEndpointSource(baseUrl, name, keys) };
}

/** The model at an address, `http(s)://host/v1#model`. @throws AssayError `invalid-input` */
export function resolveAddress(
  address: string,
  keys: EnvironmentVariables,
): ResolvedModel & { readonly source: EndpointSource } {
  const { baseUrl, model, host } = parseEndpointAddress(address, "this model's address");
  return {
    alias: model ?? host,
    id: model === undefined ? host : `${model}@${host}`,
    engine: "openai",
    source: toEndpointSource(baseUrl, model, keys),
  };
}

/** The source of a model at an address, with the name of the variable that holds its key, where that is set and can travel there. */
function toEndpointSource(baseUrl: string, model: string | undefined, keys: EnvironmentVariables): EndpointSource {
  return {
    type: "endpoint",
    baseUrl,
    ...(model === undefined ? {} : { model }),
    ...(keys.ASSAY_API_KEY && mayCarryKey(new URL(baseUrl)) ? { apiKeyVariable: "ASSAY_API_KEY" } : {}),
  };
}
