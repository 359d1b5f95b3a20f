import type { CsvColumn } from "../src/report/csv/csv-row.ts";
import { SAMPLE_CSV } from "../src/report/csv/to-sample-csv.ts";
import { TARGET_CSV } from "../src/report/csv/to-target-csv.ts";

/** The page docs/csv.md: the data dictionary of both tables. */
export function renderCsvPage(): string {
  return `${HEAD}

## report.csv: one row per target

\`assay report <run> --format csv\`, and \`report.csv\` in the run's folder.

${renderColumns(TARGET_CSV)}

## samples.csv: one row per request

\`assay report <run> --format csv --samples\`. Points in time are ms since the measuring process started.

${renderColumns(SAMPLE_CSV)}
`;
}

function renderColumns(columns: readonly Pick<CsvColumn<never>, "name" | "says">[]): string {
  const rows = columns.map(({ name, says }) => `| \`${name}\` | ${says.replaceAll("|", "\\|")} |`);
  return ["| column | meaning |", "|---|---|", ...rows].join("\n");
}

const HEAD = `# The columns of the CSV

<!-- Written by tools/write-docs.ts from src/report/csv. -->

The columns are the same for every run. An empty cell is a value that is not known, never 0. The unit stands at the end of a
name: \`ms\`, \`bytes\`, \`tokens_per_second\`; a \`ratio\` is 0 to 1. Times of requests are of the successful ones. Intervals are those of
[metrics](metrics.md), verdicts those of [verdicts](verdicts.md). A text that a spreadsheet would run as a formula has an apostrophe in
front. Lines end in CRLF, quotes are as in RFC 4180, the encoding is UTF-8.`;
