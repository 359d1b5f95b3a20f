/**
 * Tries every client that can be installed here against a service of its own, and prints what came of it as a Markdown table.
 *
 *   node tools/bootstrap.mjs test/clients/programs/try-clients.ts <folder> [--write] [client ...]
 *
 * Each client is installed into the folder, which may be kept for the next time; nothing of it gets into the repository.
 * `--write` puts the rows into the table of docs/clients.md; those of clients that were not tried stay as they are. The model is
 * SmolLM2 where it is at hand, else notes-mini.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startService } from "../../../perf/start-service.ts";
import { findRealModel } from "../../real-models.ts";
import { CLIENTS } from "./client-list.ts";
import { type Trial, tryClient } from "./try-client.ts";
import { tryTests } from "./try-tests.ts";

const PAGE = resolve("docs/clients.md");
const BEGIN = "<!-- The table is written by test/clients/programs/try-clients.ts. -->\n\n";
const END = "\n<!-- End of the table. -->";

const { values, positionals } = parseArgs({ options: { write: { type: "boolean" } }, allowPositionals: true });
const [folder, ...only] = positionals;
if (folder === undefined) throw new Error("Name a folder to install the clients into.");

const HEAD = ["| client | version | tried | result |", "|---|---|---|---|"];
/** By the client's name. */
const rows = new Map<string, string>();
const isAsked = (name: string) => only.length === 0 || only.some((word) => name.startsWith(word));
const model = findRealModel("smollm2");
const alias = model.missing === undefined ? "smollm2" : "notes-mini";
{
  await using service = await startService(model.missing === undefined ? { smollm2: { file: model.path } } : {});
  const asked = [`${service.url}/v1`, alias, "all-minilm-l6-v2"];
  for (const client of CLIENTS.filter(({ name }) => isAsked(name))) {
    const place = join(resolve(folder), client.name.replace(/\W+/g, "-"));
    tell(client.name, await tryClient(client, place, asked));
  }
}
for (const [name, trial] of tryTests(isAsked)) tell(name, trial);
if (values.write === true) {
  const page = readFileSync(PAGE, "utf8");
  const begin = page.indexOf(BEGIN) + BEGIN.length;
  const end = page.indexOf(END);
  const kept = page.slice(begin, end).trim().split("\n").slice(HEAD.length);
  const all = new Map([...kept.map((row) => [nameOf(row), row] as const), ...rows]);
  writeFileSync(PAGE, `${page.slice(0, begin)}${toTable(all)}\n${page.slice(end)}`);
}
console.log(toTable(rows));

function toTable(some: ReadonlyMap<string, string>): string {
  return [...HEAD, ...some.values()].join("\n");
}

function nameOf(row: string): string {
  return row.split("|", 2)[1]?.trim() ?? "";
}

function tell(name: string, trial: Trial): void {
  if ("skipped" in trial) {
    console.error(`${name}: skipped, ${trial.skipped}`);
    return;
  }
  const { version, good, bad } = trial;
  console.error(`${name} ${version}: ${good.length} work, ${bad.length} do not`);
  const result = bad.length === 0 ? "all work" : `fails: ${bad.join("; ").slice(0, 300)}`;
  rows.set(name, `| ${name} | ${version} | ${good.join("; ")} | ${result.replaceAll(/[|\n]/g, " ")} |`);
}
