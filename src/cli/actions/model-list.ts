import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { listCatalog, type ModelListing } from "../../workbench/list-catalog.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { renderColumns } from "../render/columns.ts";
import { readCommandSettings } from "../setting-options.ts";

type Options = Readonly<Record<string, unknown>>;

const HEADS = ["model", "size", "context", "licence", "from", "state"];

/** `assay model list` */
export async function listModels(options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { env } = await readCommandSettings(options, [], context.surroundings);
  const { models, warnings } = await listCatalog({ ...context.surroundings, env });
  if (options.json === true) {
    terminal.print(JSON.stringify({ models, warnings }, null, 2));
    return EXIT.ok;
  }
  if (models.length > 0) terminal.print(renderColumns(HEADS, models.map(toRow), terminal));
  for (const { message } of warnings) terminal.note(`${terminal.style("yellow", "warning:")} ${message}`);
  if (models.some(({ isDefault, variant }) => isDefault && variant !== undefined))
    terminal.note("\n* what the alias alone means");
  return EXIT.ok;
}

function toRow(model: ModelListing): string[] {
  const { id, variant, isDefault, sizeBytes, contextTokens, licence, commercialUse, origin } = model;
  return [
    `${id}${isDefault && variant !== undefined ? " *" : ""}`,
    sizeBytes === undefined ? "-" : formatQuantity(sizeBytes, "bytes"),
    contextTokens === undefined ? "-" : formatNumber(contextTokens, 0),
    licence === undefined ? "-" : `${licence}${commercialUse === false ? " (not commercial)" : ""}`,
    origin,
    describeState(model),
  ];
}

function describeState({ state, source }: ModelListing): string {
  switch (state) {
    case "ready":
      return source?.type === "adapter" ? "adapter" : "here";
    case "missing":
      return "file missing";
    case "remote":
      return source?.type === "endpoint" ? new URL(source.baseUrl).host : "endpoint";
    case "scripted":
      return "made up";
    case "no-source":
      return "no source named";
    default:
      return state satisfies never;
  }
}
