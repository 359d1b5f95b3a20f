import type { KnownCapabilities } from "../../catalog/capabilities.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { hasWords, parseListingFilter } from "../../workbench/model/filter-listings.ts";
import { listCatalog, type ModelListing } from "../../workbench/model/list-catalog.ts";
import { readCapabilities } from "../../workbench/model/read-capabilities.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderColumns } from "../render/columns.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface ListModelsOptions {
  /** All of them are in what a model says of itself; none: every model. */
  readonly words: readonly string[];
  readonly filter: string | undefined;
  readonly cached: boolean;
  readonly json: boolean;
}

const HEADS = ["model", "size", "context", "licence", "from", "state"];
const HUB_HEADS = ["to download", "size", "context", "also", "licence", "variants"];

/** `assay model list` */
export async function listModels(options: ListModelsOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { words, filter, cached } = options;
  const filters = [hasWords(words), ...(filter === undefined ? [] : [parseListingFilter(filter)])];
  const workspace = await context.openWorkspace();
  const { models: listed, warnings } = await listCatalog(workspace);
  const wanted = listed.filter(
    (model) => filters.every((isWanted) => isWanted(model)) && (!cached || model.state === "ready"),
  );
  const models = await Promise.all(
    wanted.map(async (model) => ({ ...model, knownCapabilities: await readCapabilities(model, workspace) })),
  );
  terminal.printResult(options, { models, warnings }, () => {
    printTables(models, terminal);
    if (models.length === 0) terminal.note(listed.length === 0 ? "no model is listed" : "no model matches");
    for (const { message } of warnings) terminal.note(`${terminal.style("yellow", "warning:")} ${message}`);
    explainMarks(models, terminal);
  });
  return EXIT.ok;
}

interface ShownModel extends ModelListing {
  readonly knownCapabilities: KnownCapabilities;
}

function printTables(models: readonly ShownModel[], terminal: Terminal): void {
  const here = models.filter(({ state }) => state !== "downloadable");
  const hasMeasured = here.some(({ knownCapabilities: { measured } }) => measured.length > 0);
  const elsewhere = models.filter(({ state }) => state === "downloadable");
  const heads = hasMeasured ? [...HEADS, "measured"] : HEADS;
  const toCells = (model: ShownModel) => (hasMeasured ? [...toRow(model), listMeasured(model)] : toRow(model));
  if (here.length > 0) terminal.print(renderColumns(heads, here.map(toCells), terminal));
  if (elsewhere.length > 0) {
    const byAlias = Map.groupBy(elsewhere, ({ alias }) => alias);
    if (here.length > 0) terminal.print();
    terminal.print(renderColumns(HUB_HEADS, [...byAlias.values()].map(toHubRow), terminal));
  }
}

function toRow(model: ModelListing): string[] {
  const { id, variant, isDefault, sizeBytes, licence, commercialUse, origin, covers } = model;
  return [
    `${id}${isDefault && variant !== undefined ? " *" : ""}`,
    sizeBytes === undefined ? "-" : formatQuantity(sizeBytes, "bytes"),
    describeContext(model),
    licence === undefined ? "-" : `${licence}${commercialUse === false ? " (not commercial)" : ""}`,
    covers === undefined ? origin : `${origin}, not ${covers}`,
    describeState(model),
  ];
}

/** Tasks that runs carry; assay model info has the figures. */
function listMeasured({ knownCapabilities: { measured } }: ShownModel): string {
  return measured.map(({ task }) => task).join(", ") || "-";
}

/** One row for all variants of an alias that are not here; size and context are of the one that the alias means. */
function toHubRow(variants: readonly ModelListing[]): string[] {
  const shown = variants.find(({ isDefault }) => isDefault) ?? variants[0];
  if (shown === undefined) return [];
  const { alias, sizeBytes, capabilities = [], licence, commercialUse } = shown;
  const names = variants.flatMap(({ variant, isDefault }) =>
    variant === undefined ? [] : `${variant}${isDefault ? "*" : ""}`,
  );
  return [
    alias,
    sizeBytes === undefined ? "-" : formatQuantity(sizeBytes, "bytes"),
    describeContext(shown),
    capabilities.filter((can) => can !== "chat").join(", ") || "-",
    licence === undefined ? "-" : `${licence}${commercialUse === false ? " (nc)" : ""}`,
    names.join(" ") || "-",
  ];
}

function describeContext({ contextTokens, trainedContextTokens }: ModelListing): string {
  const tokens = contextTokens ?? trainedContextTokens;
  return tokens === undefined ? "-" : formatNumber(tokens, 0);
}

function explainMarks(models: readonly ModelListing[], terminal: Terminal): void {
  const lines: string[] = [];
  if (models.some(({ isDefault, variant }) => isDefault && variant !== undefined))
    lines.push("* what the alias alone means");
  const downloadable = models.filter(({ state }) => state === "downloadable");
  if (downloadable.some(({ commercialUse }) => commercialUse === false)) lines.push("(nc) not for commercial use");
  const aliases = new Set(downloadable.map(({ alias }) => alias)).size;
  if (aliases > 0)
    lines.push(
      `${pluralize(aliases, "model")} to download: assay model download <name>; more: assay model search <words>`,
    );
  const width = Math.min(terminal.err.columns ?? MOST_WIDTH, MOST_WIDTH);
  if (lines.length > 0) terminal.note(`\n${lines.flatMap((line) => wrapText(line, width)).join("\n")}`);
}

function describeState({ state, source }: ModelListing): string {
  switch (state) {
    case "ready":
      return source?.type === "adapter" ? "adapter" : "here";
    case "missing":
      return source?.type === "pipeline" ? "part missing" : "file missing";
    case "downloadable":
      return "not downloaded";
    case "remote":
      return source?.type === "endpoint"
        ? new URL(source.baseUrl).host
        : source?.type === "foundry"
          ? "foundry"
          : "endpoint";
    case "scripted":
      return "made up";
    case "no-source":
      return "no source named";
    default:
      return state satisfies never;
  }
}
