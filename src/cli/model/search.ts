import { FORMAT_NAMES } from "../../formats/format-names.ts";
import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { openHub } from "../../workbench/hub/open-hub.ts";
import { type FoundModel, type ModelQuery, searchModels } from "../../workbench/model/search-models.ts";
import type { CommandContext } from "../options/command-context.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface SearchOptions {
  readonly words: readonly string[];
  readonly format: ModelQuery["format"] | undefined;
  readonly licence: string | undefined;
  readonly mostBytes: number | undefined;
  readonly fits: boolean;
  readonly limit: number | undefined;
  readonly json: boolean;
}

const COLUMNS = [
  { title: "repository", align: "left" },
  { title: "downloads", align: "right" },
  { title: "licence", align: "left" },
  { title: "file", align: "left" },
  { title: "size", align: "right" },
  { title: "fits", align: "left" },
] as const;

/** `assay model search` */
export async function searchHub(options: SearchOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { format = FORMAT_NAMES[0], limit = 10, licence, mostBytes, fits } = options;
  const query: ModelQuery = { words: options.words.join(" "), format, limit, licence, mostBytes, fits };
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "");
  await using hub = openHub(workspace);
  const availableBytes = readAvailableMemory();
  const models = await searchModels(query, { hub, availableBytes, signal: interrupt.signal });
  terminal.printResult(options, { models }, () => {
    if (models.length > 0) printFound(models, availableBytes, terminal);
    else terminal.note(`${new URL(hub.endpoint).host} has no ${format.toUpperCase()} model of this kind`);
  });
  return EXIT.ok;
}

function printFound(models: readonly FoundModel[], availableBytes: number, terminal: Terminal): void {
  terminal.print(createPlainTable(COLUMNS, models.map(toRow), terminal));
  if (models.some(({ commercialUse }) => commercialUse === false)) terminal.note("\n(nc) not for commercial use");
  const gated = models.find((model) => model.gated);
  if (gated !== undefined)
    terminal.note(`\n(gated) accept the licence on the model's page first, then set HF_TOKEN:\n${gated.page}`);
  terminal.note(
    `\n${formatQuantity(availableBytes, "bytes")} of memory are free; by size alone: assay model info tells it from the header\nassay model add <repository> registers one`,
  );
}

function toRow({ repo, downloads, licence, commercialUse, gated, file, fits }: FoundModel): string[] {
  const marks = [commercialUse === false ? "(nc)" : undefined, gated ? "(gated)" : undefined];
  return [
    repo,
    formatCount(downloads),
    [licence ?? "-", ...marks.filter((mark) => mark !== undefined)].join(" "),
    file === undefined ? "-" : (file.quantisation ?? file.paths[0]?.split("/").at(-1) ?? "-"),
    file === undefined ? "-" : formatQuantity(file.sizeBytes, "bytes"),
    fits === undefined ? "-" : fits ? "yes" : "no",
  ];
}

/** `1.2 M`, `34 k` or `812`. */
function formatCount(value: number): string {
  if (value >= 1e6) return `${formatNumber(value / 1e6, 1)} M`;
  return value >= 1e4 ? `${formatNumber(value / 1e3, 0)} k` : formatNumber(value, 0);
}
