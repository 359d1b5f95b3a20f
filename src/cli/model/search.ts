import { AssayError } from "../../core/errors.ts";
import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { parseByteSize, parseNumber } from "../../settings/text-values.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { openHub } from "../../workbench/hub/open-hub.ts";
import { type FoundModel, type ModelQuery, searchModels } from "../../workbench/model/search-models.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

type Options = Readonly<Record<string, unknown>>;

const MOST_RESULTS = 50;
const COLUMNS = [
  { title: "repository", align: "left" },
  { title: "downloads", align: "right" },
  { title: "licence", align: "left" },
  { title: "file", align: "left" },
  { title: "size", align: "right" },
  { title: "fits", align: "left" },
] as const;

/** `assay model search` */
export async function search(words: readonly string[], options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const query = readQuery(words.join(" "), options);
  const workspace = await readCommandSettings(options, [], context.workspace);
  using interrupt = listenForInterrupt(terminal, "");
  await using hub = openHub(workspace);
  const availableBytes = readAvailableMemory();
  const models = await searchModels(query, { hub, availableBytes, signal: interrupt.signal });
  if (options.json === true) {
    terminal.print(JSON.stringify({ models }, null, 2));
    return EXIT.ok;
  }
  if (models.length === 0) {
    terminal.note(`${new URL(hub.endpoint).host} has no ${query.format.toUpperCase()} model of this kind`);
    return EXIT.ok;
  }
  terminal.print(createPlainTable(COLUMNS, models.map(toRow), terminal));
  if (models.some(({ commercialUse }) => commercialUse === false)) terminal.note("\n(nc) not for commercial use");
  const gated = models.find((model) => model.gated);
  if (gated !== undefined)
    terminal.note(`\n(gated) accept the licence on the model's page first, then set HF_TOKEN:\n${gated.page}`);
  terminal.note(
    `\n${formatQuantity(availableBytes, "bytes")} of memory are free; by size alone: assay model info tells it from the header\nassay model add <repository> registers one`,
  );
  return EXIT.ok;
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

function readQuery(words: string, options: Options): ModelQuery {
  const { format = "gguf", licence, maxSize, limit = "10" } = options;
  if (format !== "gguf" && format !== "onnx") throw refuse("--format", "gguf or onnx", format);
  const mostBytes = typeof maxSize === "string" ? parseByteSize(maxSize) : undefined;
  if (mostBytes !== undefined && !(mostBytes > 0)) throw refuse("--max-size", "a size such as 4GB", maxSize);
  const most = parseNumber(String(limit));
  if (!Number.isInteger(most) || most < 1 || most > MOST_RESULTS)
    throw refuse("--limit", `a whole number from 1 to ${MOST_RESULTS}`, limit);
  return {
    words,
    format,
    fits: options.fits === true,
    limit: most,
    ...(typeof licence === "string" && { licence }),
    ...(mostBytes !== undefined && { mostBytes }),
  };
}

function refuse(flag: string, rule: string, value: unknown): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `Cannot search as ${flag} must be ${rule}: current value is ${JSON.stringify(value)}`,
    hint: "Such as: assay model search qwen instruct --max-size 2GB --licence commercial",
  });
}
