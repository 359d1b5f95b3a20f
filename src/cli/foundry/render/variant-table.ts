import type { CatalogRecord } from "../../../wire/foundry/server/encode-catalog-record.ts";
import { describeTask, formatSize } from "./model-table.ts";

const HEADS = ["Model Name", "Variant", "Type", "Device", "Execution Provider", "Size", "Cached"];

/** Output of `foundry model list --variants`: a row per variant, between bars. */
export function renderVariantTable(records: readonly CatalogRecord[], cachedNames: ReadonlySet<string>): string {
  const rows = records.map((record) => [
    record.alias,
    record.name,
    describeTask(record),
    record.runtime.deviceType,
    record.runtime.executionProvider,
    formatSize(record),
    cachedNames.has(record.name) ? "●" : "○",
  ]);
  const widths = HEADS.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(" | ")
      .trimEnd();
  return [line(HEADS), widths.map((width) => "-".repeat(width)).join("-+-"), ...rows.map(line)].join("\n");
}
