import { formatNumber } from "../../../report/format/format-number.ts";
import { isUsable } from "../../../workbench/model/list-catalog.ts";
import { readLicenceText } from "../../../workbench/model/read-licence-text.ts";
import type { ServedModel } from "../../../workbench/model-host/model-host.ts";
import type { Workspace } from "../../../workbench/workspace.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";
import { renderModelTable } from "../render/model-table.ts";

export interface InfoOptions {
  readonly model: string;
  readonly license: boolean;
  readonly device: string | undefined;
}

/** `foundry model info` */
export async function showModel(options: InfoOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const service = await connect(context);
  const { workspace, records, find } = await openServiceModels(context, service.state);
  const model = await find(options.model, options.device);
  if (options.license) {
    terminal.print(await renderLicence(model, workspace));
    return 0;
  }
  const loaded = await service.client.listLoaded();
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Alias", model.alias],
    ["Model ID", model.servedName],
    ["Description", model.description],
    ["Publisher", model.publisher],
    ["License", model.licence],
    ["Context", model.contextTokens === undefined ? undefined : `${formatNumber(model.contextTokens, 0)} tokens`],
    ["Cached", isUsable(model) ? "yes" : "no"],
    ["Loaded", loaded.some((one) => one.name === model.servedName) ? "yes" : "no"],
  ];
  for (const [label, value] of rows) if (value !== undefined) terminal.print(`${`${label}:`.padEnd(14)}${value}`);
  terminal.print("\nVariants:");
  terminal.print(renderModelTable(records.filter(({ alias }) => alias === model.alias)));
  return 0;
}

async function renderLicence(model: ServedModel, workspace: Workspace): Promise<string> {
  const { resolved, servedName } = model;
  const { name, page, text } = resolved === undefined ? {} : await readLicenceText(resolved, workspace);
  if (text !== undefined) return text;
  if (name === undefined) return `Nobody said under which license ${servedName} comes`;
  return `${servedName} comes under the license ${name}${page === undefined ? "" : `: ${page}`}`;
}
