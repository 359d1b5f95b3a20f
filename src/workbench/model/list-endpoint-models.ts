import { resolveAddress } from "../../catalog/endpoint-source.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { listModels } from "../../engines/openai/list-models.ts";
import { createEndpoint, type EndpointSource } from "../../http/endpoint.ts";
import { createConnector } from "../../http/node/create-connector.ts";
import { DEFAULT_TIME_LIMITS } from "../../http/time-limits.ts";
import { createKeyRing } from "../key-ring.ts";
import type { Workspace } from "../workspace.ts";

/** A list is a few KB: a service that takes longer is not going to answer a person who waits for it. */
const LIST_LIMIT_MS = 5_000;

/**
 * Lists the models that a service offers, by the names under which they can be asked for.
 *
 * @throws AssayError `invalid-input` for an address that is none, `endpoint-unreachable`, `endpoint-status`, `endpoint-protocol`, `timeout`
 */
export async function listEndpointModels(
  address: string,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<readonly ResolvedModel[]> {
  const { source } = resolveAddress(address, workspace.keys);
  const models = await askForModels(source, workspace, signal);
  return models.map(({ id, contextTokens }) => ({
    alias: id,
    id,
    engine: "openai",
    source: { ...source, model: id },
    contextTokens,
  }));
}

/** Asks an endpoint for its list of models, with little patience. */
export async function askForModels(source: EndpointSource, workspace: Workspace, signal?: AbortSignal) {
  const limits = {
    ...DEFAULT_TIME_LIMITS,
    connectMs: LIST_LIMIT_MS,
    firstByteMs: LIST_LIMIT_MS,
    totalMs: LIST_LIMIT_MS,
  };
  const runtime = {
    ...createKeyRing(workspace),
    connect: createConnector(workspace.env),
    clock: workspace.clock,
    limits,
  };
  await using endpoint = await createEndpoint(source, runtime);
  return await listModels(endpoint, signal);
}
