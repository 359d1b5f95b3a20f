import { AssayError } from "../../../core/errors.ts";
import { listRecords } from "../../../service/foundry/list-records.ts";
import type { CatalogRecord } from "../../../wire/foundry/server/encode-catalog-record.ts";
import { isUsable } from "../../../workbench/model/list-catalog.ts";
import { createModelHost } from "../../../workbench/model-host/create-model-host.ts";
import type { ServedModel } from "../../../workbench/model-host/model-host.ts";
import type { ServiceState } from "../../../workbench/service-control/service-state.ts";
import { readWorkspace, type Workspace } from "../../../workbench/workspace.ts";
import type { CommandContext } from "../../options/command-context.ts";

/** The models that the service serves, as its own names and records; read here, loaded nowhere. */
export interface ServiceModels {
  /** The workspace that the service runs in. */
  readonly workspace: Workspace;
  readonly models: readonly ServedModel[];
  readonly records: readonly CatalogRecord[];
  readonly cachedNames: ReadonlySet<string>;
  /** @param device CPU, GPU or NPU, when the user names one. @throws AssayError `unknown-model`, `device-absent` */
  find(name: string, device?: string): Promise<ServedModel>;
}

/** Reads the models of the project that a service serves. */
export async function openServiceModels(
  { workspace: bare }: Pick<CommandContext, "workspace">,
  { project }: Pick<ServiceState, "project">,
): Promise<ServiceModels> {
  const workspace = await readWorkspace({ ...bare, directory: project });
  await using host = createModelHost(workspace);
  const models = await host.listModels();
  const places = new Map([...new Set(models.map(({ alias }) => alias))].map((alias, index) => [alias, index]));
  return {
    workspace,
    models,
    // Among themselves the records of an alias keep their order; aliases come as the files list them.
    records: listRecords(models).sort((a, b) => (places.get(a.alias) ?? 0) - (places.get(b.alias) ?? 0)),
    cachedNames: new Set(models.filter(isUsable).map(({ servedName }) => servedName)),
    async find(name, device) {
      const found = await host.findModel(name);
      if (device === undefined || deviceOf(found) === device.toUpperCase()) return found;
      const other = models.find((model) => model.alias === found.alias && deviceOf(model) === device.toUpperCase());
      if (other !== undefined) return other;
      throw new AssayError({
        code: "device-absent",
        message: `${name} has no variant for ${device}, only ${found.servedName}.`,
        hint: `\`foundry model list\` shows the variants of every model.`,
      });
    },
  };
}

/** The device of a served name; what says none runs elsewhere and fits any. */
function deviceOf({ servedName }: ServedModel): string | undefined {
  return /-(cpu|gpu|npu)(?::|$)/i.exec(servedName)?.[1]?.toUpperCase();
}
