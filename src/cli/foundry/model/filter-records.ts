import { AssayError } from "../../../core/errors.ts";
import type { CatalogRecord } from "../../../wire/foundry/server/encode-catalog-record.ts";
import { describeTask } from "../render/model-table.ts";

/** Keys of a filter, and the texts of a record that may answer it. */
const KEYS = new Map<string, (record: CatalogRecord) => readonly string[]>([
  ["device", ({ runtime }) => [runtime.deviceType]],
  ["provider", ({ runtime }) => [runtime.executionProvider]],
  ["task", (record) => [record.task, ...describeTask(record).split(", ")]],
  ["alias", ({ alias }) => [alias]],
]);

/**
 * Keeps the records that `--filter key=value` asks for: `!value` for all others, `value*` for a beginning, in any case.
 *
 * @throws AssayError `invalid-input` for another form or key
 */
export function filterRecords(records: readonly CatalogRecord[], filter: string): CatalogRecord[] {
  const [, key = "", not, value = ""] = /^\s*([a-z]+)\s*=\s*(!?)\s*([^\s!].*?)\s*$/i.exec(filter) ?? [];
  const textsOf = KEYS.get(key.toLowerCase());
  if (textsOf === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: `--filter must be ${[...KEYS.keys()].join(", ")} = a value, not ${JSON.stringify(filter)}`,
      hint: `Such as \`foundry model list --filter device=CPU\`; also !GPU for all others, alias=qwen* for a beginning.`,
    });
  const matches = matcherOf(value.toLowerCase());
  return records.filter((record) => textsOf(record).some((text) => matches(text.toLowerCase())) === (not === ""));
}

function matcherOf(value: string): (text: string) => boolean {
  return value.endsWith("*") ? (text) => text.startsWith(value.slice(0, -1)) : (text) => text === value;
}
