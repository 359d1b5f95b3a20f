import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { parseEndpointAddress } from "../../catalog/sources/endpoint-url.ts";
import { describeSource } from "../../catalog/sources/sources.ts";
import type { SettingOrigin } from "../../settings/layers.ts";
import type { Workspace } from "../workspace.ts";

const OWNERS = { user: "yours", "built-in": "the built-in one" } as const;

/**
 * Tells the user of a model that is not where its name would be without this project: one that the project's models.json
 * puts in the place of another, one at a service that the project's files name, and one of a cache that they name.
 */
export function tellOrigin({ id, source, covers, hub }: ResolvedModel, workspace: Workspace): void {
  const { notify, settings, origins } = workspace;
  if (covers !== undefined)
    notify?.(`${id} is the project's own here, in place of ${OWNERS[covers]}: it ${describeSource(source)}`);
  const { foundryEndpoint } = settings;
  if (source.type === "endpoint" && foundryEndpoint !== undefined && isProjects(origins.foundryEndpoint)) {
    const { baseUrl } = parseEndpointAddress(foundryEndpoint, "foundryEndpoint");
    if (source.baseUrl === baseUrl)
      notify?.(`${id} is asked for at ${baseUrl}, as ${origins.foundryEndpoint.where} says`);
  }
  if (source.type === "file" && hub !== undefined && isProjects(origins.modelCache))
    notify?.(`${id} is taken from ${source.path}, as modelCache in ${origins.modelCache.where} says`);
}

function isProjects({ from }: SettingOrigin): boolean {
  return from === ".env" || from === "project";
}
