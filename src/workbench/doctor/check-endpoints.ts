import { resolveAddress } from "../../catalog/endpoint-source.ts";
import { toAssayError } from "../../core/errors.ts";
import type { EndpointSource } from "../../http/endpoint.ts";
import type { ModelListing } from "../model/list-catalog.ts";
import { askForModels } from "../model/list-endpoint-models.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";

/** Asks each configured endpoint for its list of models; one that does not list any may still answer chats. */
export async function checkEndpoints(
  models: readonly ModelListing[],
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const endpoints = new Map<string, EndpointSource>();
  for (const { source } of models) if (source?.type === "endpoint") endpoints.set(source.baseUrl, source);
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
  const asked = [...endpoints.values()].map(async (source): Promise<Finding> => {
    const subject = new URL(source.baseUrl).host;
    try {
      const offered = (await askForModels(source, workspace, signal)).map(({ id }) => id);
      const names = offered.slice(0, 5).join(", ") + (offered.length > 5 ? ", ..." : "");
      return { topic: "endpoints", subject, status: "ok", message: `offers ${offered.length} models: ${names}` };
    } catch (thrown) {
      return toFinding(subject, thrown);
    }
  });
  return [...(refused === undefined ? [] : [refused]), ...(await Promise.all(asked))];
}

function toFinding(subject: string, thrown: unknown): Finding {
  const { code, message, hint } = toAssayError(thrown);
  const status = code === "endpoint-status" || code === "endpoint-protocol" ? "warning" : "problem";
  return { topic: "endpoints", subject, status, message, ...(hint !== undefined && { hints: [hint] }) };
}
