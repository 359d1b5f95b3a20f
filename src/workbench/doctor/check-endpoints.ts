import { resolveAddress } from "../../catalog/endpoint-source.ts";
import { toAssayError } from "../../core/errors.ts";
import type { EndpointSource } from "../../http/endpoint.ts";
import { listUsersKeys } from "../key-ring.ts";
import type { ModelListing } from "../model/list-catalog.ts";
import { askForModels } from "../model/list-endpoint-models.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";

/** Findings about an endpoint, with the reason where its models need not be asked. */
export interface EndpointFinding extends Finding {
  readonly silence?: string | undefined;
}

export interface CheckEndpointsOptions {
  /** Whether an endpoint may be asked at all, by its host. */
  readonly isAsked: (host: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decides which endpoints a diagnosis asks: those that the user has named anywhere. Those that only the project names hear
 * nothing, since looking into a folder must not be told to whoever wrote its files.
 *
 * @param askProject ask them all the same
 */
export async function createEndpointChoice(
  workspace: Workspace,
  askProject: boolean,
): Promise<CheckEndpointsOptions["isAsked"]> {
  if (askProject) return () => true;
  const hosts = await listUsersKeys(workspace).catch(() => []);
  const known = new Set(hosts.map(({ host }) => host));
  return (host) => known.has(host);
}

/** Asks each configured endpoint for its list of models; one that does not list any may still answer chats. */
export async function checkEndpoints(
  models: readonly ModelListing[],
  workspace: Workspace,
  { isAsked, signal }: CheckEndpointsOptions,
): Promise<EndpointFinding[]> {
  const endpoints = new Map<string, EndpointSource>();
  const services = new Map<string, EndpointFinding>();
  for (const { source } of models) {
    if (source?.type === "endpoint") endpoints.set(source.baseUrl, source);
    if (source?.type === "foundry" && source.baseUrl !== undefined && !isAsked(new URL(source.baseUrl).host))
      services.set(source.baseUrl, notAsked(new URL(source.baseUrl).host));
  }
  const { foundryEndpoint } = workspace.settings;
  let refused: Finding | undefined;
  try {
    if (foundryEndpoint !== undefined) {
      const { source } = resolveAddress(foundryEndpoint, workspace.keys);
      endpoints.set(source.baseUrl, source);
    }
  } catch (thrown) {
    refused = toFinding("FOUNDRY_LOCAL_ENDPOINT", thrown);
  }
  const asked = [...endpoints.values()].map((source) => {
    const { host } = new URL(source.baseUrl);
    return isAsked(host) ? askEndpoint(source, workspace, signal) : notAsked(host);
  });
  return [...(refused === undefined ? [] : [refused]), ...services.values(), ...(await Promise.all(asked))];
}

async function askEndpoint(
  source: EndpointSource,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<EndpointFinding> {
  const subject = new URL(source.baseUrl).host;
  try {
    const offered = (await askForModels(source, workspace, signal)).map(({ id }) => id);
    const names = offered.slice(0, 5).join(", ") + (offered.length > 5 ? ", ..." : "");
    return { topic: "endpoints", subject, status: "ok", message: `offers ${offered.length} models: ${names}` };
  } catch (thrown) {
    return toFinding(subject, thrown);
  }
}

function notAsked(host: string): EndpointFinding {
  return {
    topic: "endpoints",
    subject: host,
    status: "ok",
    message: "not asked, as only this project names it",
    hints: ["ask it too, without a key that you have not allowed"],
    remedies: ["ask-project"],
    silence: "not asked, as only this project names its endpoint",
  };
}

function toFinding(subject: string, thrown: unknown): EndpointFinding {
  const { code, message, hint } = toAssayError(thrown);
  const status = ["endpoint-status", "endpoint-protocol", "key-untrusted"].includes(code) ? "warning" : "problem";
  const silence = status === "problem" ? "its endpoint does not answer, see above" : undefined;
  return { topic: "endpoints", subject, status, message, ...(hint !== undefined && { hints: [hint] }), silence };
}
