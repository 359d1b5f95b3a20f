import { readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { createRandom } from "../../lib/random.ts";
import { stubColumns, stubRow, toScoringGuide } from "../../quality/annotations/write-stub.ts";
import { PAIR_GUIDE, pairStubTable } from "../../quality/preferences/write-pair-stub.ts";
import type { Rubric } from "../../quality/rubric/rubric.ts";
import { toCsvRow } from "../../report/csv/csv-row.ts";
import { fileErrorCode } from "../../system/file-error-code.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { toWriteError } from "../../system/write-error.ts";
import { DEFAULT_PAIRS, listPairs } from "./list-pairs.ts";
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

/** The files that somebody fills in, by the ends of their names; a row has undefined where something is to be filled in. */
interface Stub {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
  readonly guide: string;
}

/**
 * Writes the files in which people score answers, and returns their paths. No file that differs is written over: it may be filled in.
 *
 * @throws AssayError `invalid-input` when such a file is there, or the name has another ending; `storage-failed`
 */
export async function exportStub(scoring: RunScoring, options: ExportStubOptions): Promise<readonly string[]> {
  const { rubric, seed = scoring.run.plan.seed } = options;
  const rows = createRandom(seed)
    .shuffle(scoring.items)
    .map((item) => stubRow(item, rubric));
  const stub = { name: "to-score", columns: stubColumns(rubric), rows, guide: toScoringGuide(rubric) };
  return await writeStub(stub, scoring, options.output);
}

export interface ExportPairsOptions extends Omit<ExportStubOptions, "rubric"> {
  readonly most?: number | undefined;
}

/** What a file of pairs holds, of how many. */
export interface ExportedPairs {
  readonly files: readonly string[];
  readonly pairs: number;
  readonly total: number;
}

/**
 * Writes the files in which people compare answers side by side, under the same rules.
 *
 * @throws AssayError `invalid-input` when there is nothing to compare too
 */
export async function exportPairs(scoring: RunScoring, options: ExportPairsOptions): Promise<ExportedPairs> {
  const { seed = scoring.run.plan.seed, most = DEFAULT_PAIRS, output } = options;
  const { pairs, total } = listPairs(scoring, { order: seed, most });
  const stub = { name: "to-compare", guide: PAIR_GUIDE, ...pairStubTable(pairs) };
  return { files: await writeStub(stub, scoring, output), pairs: pairs.length, total };
}

async function writeStub(
  { name, columns, rows, guide }: Stub,
  { folder }: RunScoring,
  output: string | undefined,
): Promise<readonly string[]> {
  const texts = new Map<string, () => string>([
    [".csv", () => BYTE_ORDER_MARK + [columns, ...rows].map(toCsvRow).join("")],
    [".jsonl", () => rows.map((row) => toJsonLine(columns, row)).join("")],
    [".md", () => guide],
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
      : [...texts].map(([end, text]) => ({ path: join(folder, `${name}${end}`), text: text() }));
  for (const { path, text } of files) await refuseOther(path, text);
  for (const { path, text } of files)
    await writeFile(path, text, { mode: OWNER_ONLY.file }).catch((thrown: unknown) => {
      throw toWriteError(path, thrown);
    });
  return files.map(({ path }) => path);
}

function toJsonLine(columns: readonly string[], row: readonly (string | undefined)[]): string {
  return `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])))}\n`;
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
