import { readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { createRandom } from "../../lib/random.ts";
import {
  type BlindItem,
  stubColumns,
  stubRow,
  toScoringGuide,
  toStubLines,
} from "../../quality/annotations/write-stub.ts";
import type { Rubric } from "../../quality/rubric/rubric.ts";
import { toCsvRow } from "../../report/csv/csv-row.ts";
import { fileErrorCode } from "../../system/file-error-code.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { toWriteError } from "../../system/write-error.ts";
import type { RunScoring } from "./read-scoring.ts";

export interface ExportStubOptions {
  readonly rubric: Rubric;
  /** Of the order; the run's own where it is absent. */
  readonly seed?: number | undefined;
  /** A file that ends with .csv or .jsonl; absent: both, and a guide, in the run's folder. */
  readonly output?: string | undefined;
}

/** Without it a spreadsheet would take UTF-8 for the system's old encoding. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Writes the files that people fill in, and returns their paths. No file that differs is written over: it may be filled in.
 *
 * @throws AssayError `invalid-input` when such a file is there, or the name has another ending; `storage-failed`
 */
export async function exportStub(scoring: RunScoring, options: ExportStubOptions): Promise<readonly string[]> {
  const { rubric, output, seed = scoring.run.plan.seed } = options;
  const items = createRandom(seed).shuffle(scoring.items);
  const csv = () => toStubCsv(items, rubric);
  const texts = new Map<string, () => string>([
    [".csv", csv],
    [".jsonl", () => toStubLines(items, rubric)],
    [".md", () => toScoringGuide(rubric)],
  ]);
  const wanted = output === undefined ? undefined : texts.get(extname(output).toLowerCase());
  if (output !== undefined && wanted === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: `The file that is filled in must end with .csv or .jsonl, and the guide with .md: ${output} does not.`,
    });
  const files =
    output !== undefined && wanted !== undefined
      ? [{ path: output, text: wanted() }]
      : [...texts].map(([end, text]) => ({ path: join(scoring.folder, `to-score${end}`), text: text() }));
  for (const { path, text } of files) await refuseOther(path, text);
  for (const { path, text } of files)
    await writeFile(path, text, { mode: OWNER_ONLY.file }).catch((thrown: unknown) => {
      throw toWriteError(path, thrown);
    });
  return files.map(({ path }) => path);
}

function toStubCsv(items: readonly BlindItem[], rubric: Rubric): string {
  const rows = items.map((item) => toCsvRow(stubRow(item, rubric)));
  return BYTE_ORDER_MARK + toCsvRow(stubColumns(rubric)) + rows.join("");
}

/** Somebody may have filled in what is there. */
async function refuseOther(path: string, text: string): Promise<void> {
  try {
    if ((await readFile(path, "utf8")) === text) return;
  } catch (thrown) {
    if (fileErrorCode(thrown) === "ENOENT") return;
    throw toWriteError(path, thrown);
  }
  throw new AssayError({
    code: "invalid-input",
    message: `${path} is there already and may be filled in: it is not written over.`,
    hint: "Import it and move it away first, or name another file.",
  });
}
