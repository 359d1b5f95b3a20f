import type { CatalogRecord } from "../../../wire/foundry/server/encode-catalog-record.ts";
import { padCells } from "./pad-cells.ts";

const HEADS = ["Alias", "Device", "Task", "File Size", "License", "Model ID"];
const WIDTHS = [31, 11, 15, 13, 13];

/**
 * What `foundry model list` prints: a block per alias, best device first, a rule below each.
 *
 * Programs read this: by the column "Model ID", and by an alias that stands in the first line of its block only.
 */
export function renderModelTable(records: readonly CatalogRecord[]): string {
  const head = padCells(HEADS, WIDTHS);
  const lines = [head, "-".repeat(head.length)];
  for (const [alias, group] of Map.groupBy(records, (record) => record.alias)) {
    const rows = group.map((record, index) => padCells([index === 0 ? alias : "", ...cellsOf(record)], WIDTHS));
    lines.push(...rows, "-".repeat(Math.max(...rows.map(({ length }) => length))));
  }
  return lines.join("\n");
}

function cellsOf(record: CatalogRecord): string[] {
  return [record.runtime.deviceType, describeTask(record), formatSize(record), record.license, record.name];
}

/** As the newer list words it: what a model does, not what its task is called. */
export function describeTask({ task, supportsToolCalling }: CatalogRecord): string {
  const word = task === "chat-completion" ? "chat" : task;
  return supportsToolCalling ? `${word}, tools` : word;
}

/** GB of 1,024 MB, as there; a size that nobody said is no 0. */
export function formatSize({ fileSizeMb }: Pick<CatalogRecord, "fileSizeMb">): string {
  return fileSizeMb === 0 ? "-" : `${(fileSizeMb / 1024).toFixed(2)} GB`;
}
