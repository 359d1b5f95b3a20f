import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readTextFile } from "../../json/read-text-file.ts";
import { makeFolder } from "../../system/make-folder.ts";
import { toWriteError } from "../../system/write-error.ts";

/** Where a project keeps what describes its files to an editor. */
const SCHEMA_FOLDER = ".assay";

/** Outcome for each file, and whether the results' folder is kept out of version control. */
export interface InitResult {
  readonly directory: string;
  readonly written: readonly string[];
  /** Were there already and stay as they are. */
  readonly kept: readonly string[];
  /** Whether .gitignore names the folder of the runs; absent when there is no .gitignore. */
  readonly ignoresRuns?: boolean | undefined;
}

/**
 * Writes a project's three files: which models, which prompts, and how to measure; and their schemas, anew each time.
 *
 * They are complete: a benchmark runs with them as they are. What is there already stays, unless `force`.
 * @throws AssayError `storage-failed`
 */
export async function initProject(directory: string, options: { readonly force: boolean }): Promise<InitResult> {
  const written: string[] = [];
  const kept: string[] = [];
  await makeFolder(directory);
  await writeSchemas(directory);
  for (const [name, content] of Object.entries(FILES)) {
    const path = join(directory, name);
    const isNew = await writeNew(path, `${JSON.stringify(content, null, 2)}\n`, options.force);
    (isNew ? written : kept).push(name);
  }
  const ignore = await readTextFile(join(directory, ".gitignore"));
  const ignoresRuns = ignore?.split(/\r?\n/).some((line) => /^\/?runs\/?$/.test(line.trim()));
  return { directory, written, kept, ignoresRuns };
}

/** A fact that a good answer must contain is a facet; a list of phrases must stand together in one sentence or line. */
const EXAMPLE_PROMPTS = [
  {
    id: "summary",
    task: "summary",
    prompt:
      "Write a summary of the meeting in two sentences.\n\nNotes:\nProject Harbour - meeting on Tuesday\n- We decided to extend the pilot until June.\n- Anna will send the price list by Friday.\n- The room was too warm.",
    facets: ["extend the pilot until June", ["Anna", "price list", "Friday"]],
    reference: "The Harbour team decided to extend the pilot until June. Anna will send the price list by Friday.",
  },
  {
    id: "actions",
    task: "actions",
    prompt:
      "Extract the action items from the notes.\n\nHarbour weekly, March 3\n- Thomas has to prepare the user survey before Wednesday.\n- It was decided to keep the price at 1200 dollars.\n- Clara will draft the release notes by March 14.",
    facets: [
      ["Thomas", "user survey", "Wednesday"],
      ["Clara", "release notes", "March 14"],
    ],
  },
  {
    id: "question",
    task: "answer",
    prompt:
      "Answer the question from the context only.\n\nContext:\nHarbour weekly, March 3\n- Olga will book the training room by Monday.\n- Luca has to share the device order before Friday.\n\nQuestion: Who will book the training room?",
    facets: ["Olga"],
  },
];

/** By name; those of the project itself, in the order in which they are told of. */
const FILES: Readonly<Record<string, object>> = {
  "models.json": {
    $schema: schemaAddress("models"),
    schema: 1,
    models: {
      "notes-micro": { description: "Comes with assay: a first candidate, to be replaced by your own." },
      "notes-mini": { description: "Comes with assay: the bigger one of the two." },
    },
  },
  "prompts.json": {
    $schema: schemaAddress("prompts"),
    schema: 1,
    name: "my-prompts",
    prompts: EXAMPLE_PROMPTS,
  },
  "assay.json": {
    $schema: schemaAddress("assay"),
    schema: 1,
    prompts: "prompts.json",
    rounds: 3,
    maxTokens: 160,
  },
};

/** The schemas lie within the project, so that an editor finds them on every machine that has it, without a network. */
async function writeSchemas(directory: string): Promise<void> {
  const folder = join(directory, SCHEMA_FOLDER);
  await makeFolder(folder);
  for (const name of ["models", "prompts", "assay", "prices"]) {
    const shipped = fileURLToPath(new URL(`../../../schemas/${name}.schema.json`, import.meta.url));
    await writeNew(join(directory, schemaAddress(name)), await readFile(shipped, "utf8"), true);
  }
}

function schemaAddress(name: string): string {
  return `./${SCHEMA_FOLDER}/${name}.schema.json`;
}

async function writeNew(path: string, text: string, force: boolean): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: force ? "w" : "wx" });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw toWriteError(path, thrown);
  }
}
