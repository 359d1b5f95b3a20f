import { formatNumber } from "../../../report/format/format-number.ts";
import { isUsable } from "../../../workbench/list-catalog.ts";
import { readLicenceText } from "../../../workbench/read-licence-text.ts";
import type { ServedModel } from "../../../workbench/serving/model-host.ts";
import type { CommandContext } from "../../command-context.ts";
import { connect } from "../connect.ts";
import { renderModelTable } from "../render/model-table.ts";
import { openServiceModels } from "./open-models.ts";

type Options = Readonly<Record<string, unknown>>;

/** `foundry model info` */
export async function showModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const service = await connect(context);
  const { records, find } = await openServiceModels(context, service.state);
  const model = await find(name, options.device);
  if (options.license === true) {
    terminal.print(await renderLicence(model, context));
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

async function renderLicence(model: ServedModel, { surroundings }: CommandContext): Promise<string> {
  const { resolved, servedName } = model;
  const { name, page, text } = resolved === undefined ? {} : await readLicenceText(resolved, surroundings);
  if (text !== undefined) return text;
  if (name === undefined) return `Nobody said under which license ${servedName} comes`;
  return `${servedName} comes under the license ${name}${page === undefined ? "" : `: ${page}`}`;
}
