import { parseEndpointAddress } from "../../catalog/endpoint-url.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import type { SettingOrigin } from "../../settings/layers.ts";
import type { Workspace } from "../workspace.ts";

const OWNERS = { user: "yours", "built-in": "the built-in one" } as const;

/**
 * Tells the user of a model that is not where its name would be without this project: one that the project's models.json
 * puts in the place of another, one at a service that the project's files name, and one of a cache that they name.
 */
export function tellOrigin({ id, source, covers, hub }: ResolvedModel, workspace: Workspace): void {
  const { notify, settings, origins } = workspace;
  const where = describeSource(source);
  if (covers !== undefined) notify?.(`${id} is the project's own here, in place of ${OWNERS[covers]}: ${where}`);
  const { foundryEndpoint } = settings;
  if (source.type === "endpoint" && foundryEndpoint !== undefined && isProjects(origins.foundryEndpoint)) {
    const { baseUrl } = parseEndpointAddress(foundryEndpoint, "foundryEndpoint");
    if (source.baseUrl === baseUrl)
      notify?.(`${id} is asked for at ${where}, as ${origins.foundryEndpoint.where} says`);
  }
  if (source.type === "file" && hub !== undefined && isProjects(origins.modelCache))
    notify?.(`${id} is taken from ${where}, as modelCache in ${origins.modelCache.where} says`);
}

function isProjects({ from }: SettingOrigin): boolean {
  return from === ".env" || from === "project";
}

function describeSource(source: ResolvedModel["source"]): string {
  switch (source.type) {
    case "endpoint":
      return source.baseUrl;
    case "foundry":
      return source.baseUrl ?? "Foundry Local";
    case "file":
      return source.path;
    case "adapter":
      return source.modulePath;
    case "hub":
      return source.repo;
    case "script":
      return "made up";
    default:
      return source satisfies never;
  }
}
