import { createEndpoint, type Endpoint, type EndpointRuntime } from "../../http/endpoint.ts";
import { askService, type ServiceAnswer } from "./ask-service.ts";
import { createClassicService } from "./classic-service.ts";
import { isAssay, isNoFoundry } from "./errors.ts";
import type { FoundryService } from "./foundry-service.ts";
import { createV1Service } from "./v1-service.ts";

/** A service that has been found to be Foundry Local's. */
export interface OpenedService extends AsyncDisposable {
  readonly service: FoundryService;
  /** Its root. */
  readonly endpoint: Endpoint;
}

/**
 * Connects to a service and finds out which generation it is.
 *
 * @param address with or without `/v1`
 * @throws AssayError `service-unavailable` when it is Assay's, `endpoint-protocol` when it is neither, and whatever keeps it from answering
 */
export async function openService(
  address: string,
  runtime: EndpointRuntime,
  signal?: AbortSignal,
): Promise<OpenedService> {
  const baseUrl = address.replace(/\/+$/, "").replace(/\/v1$/, "");
  // The service asks for no key: one that is meant for somebody else is not sent.
  const env = { ...runtime.env, OPENAI_API_KEY: undefined };
  const endpoint = await createEndpoint({ type: "endpoint", baseUrl }, { ...runtime, env });
  try {
    const health = await askService(endpoint, "health", { signal });
    if (isFromAssay(health)) throw isAssay(endpoint.name.replace(/\/$/, ""));
    return {
      service: await findGeneration(endpoint, signal),
      endpoint,
      [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose](),
    };
  } catch (error) {
    await endpoint[Symbol.asyncDispose]();
    throw endpoint.redactError(error);
  }
}

function isFromAssay({ header, text }: ServiceAnswer): boolean {
  return /^assay\b/i.test(header("server") ?? "") || /"service"\s*:\s*"assay"/i.test(text);
}

async function findGeneration(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<FoundryService> {
  const classic = await askService(endpoint, "foundry/list", { signal });
  if (classic.status === 200) return createClassicService(endpoint);
  const v1 = await askService(endpoint, "models/loaded", { signal });
  if (v1.status === 200) return createV1Service(endpoint);
  throw isNoFoundry(endpoint.name.replace(/\/$/, ""));
}
