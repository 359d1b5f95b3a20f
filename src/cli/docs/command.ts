import type { Command } from "commander";
import { whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, argumentList, jsonFlag, option } from "../options/options.ts";

const HELP = `
How a model answers from your own documents:
  assay docs add manuals/ notes.md          read, part and embed them; again: only what changed
  assay docs search "how often to oil it"   what would be put in front of a model
  assay model run asker --prompt "..."      asker: a pipeline of models.json, {"rag": {"model": "...", "documents": "documents"}}

A set is one file, document-sets/<name>.sqlite in the project; delete it and nothing is left. docs/documents.md says more.`;

const set = () => option("--set <name>", "the set of documents (default: documents)");

/** `assay docs`: sets of documents to answer from. */
export function addDocsCommand(program: Command, context: ProgramContext): void {
  const docs = program
    .command("docs")
    .summary("keep documents that models answer from")
    .description("Keeps sets of documents that pipelines answer from.")
    .addHelpText("after", HELP);
  addCommand(docs, context, {
    name: "add",
    summary: "add files and folders to a set",
    description:
      "Adds files and folders to a set of documents. What did not change is passed over; what a folder no longer has is taken out.",
    options: {
      paths: argumentList("<paths...>", "Markdown, texts, JSON lists of texts, or folders of them"),
      set: set(),
      by: option("--by <model>", "the embedding model (default: all-minilm-l6-v2, which ships)"),
      json: jsonFlag(),
    },
    action: async () => (await import("./add.ts")).addDocs,
  });
  addCommand(docs, context, {
    name: "list",
    summary: "list the documents of a set",
    description: "Lists the documents of a set.",
    options: { set: set(), json: jsonFlag() },
    action: async () => (await import("./list.ts")).listDocs,
  });
  addCommand(docs, context, {
    name: "search",
    summary: "show the passages that fit a question",
    description: "Shows the passages of a set that fit a question, as a model would get them.",
    options: {
      question: argument("<question>", "the question"),
      set: set(),
      limit: option("--limit <n>", "passages to show (default: 4)", whole(1, 50)),
      json: jsonFlag(),
    },
    action: async () => (await import("./search.ts")).searchDocs,
  });
  addCommand(docs, context, {
    name: "remove",
    summary: "take documents out of a set",
    description: "Takes documents out of a set. Their files stay.",
    options: {
      names: argumentList("<names...>", "names as `assay docs list` shows them"),
      set: set(),
      json: jsonFlag(),
    },
    action: async () => (await import("./remove.ts")).removeDocs,
  });
}
