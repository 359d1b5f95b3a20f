import type { RetrievedPassage } from "../../core/retriever.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import { createDocumentsOpener } from "../../workbench/documents/create-documents-opener.ts";
import { USUAL_SET } from "../../workbench/documents/document-set.ts";
import { loadResolved } from "../../workbench/model/load-resolved.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface SearchDocsOptions {
  readonly question: string;
  readonly set: string | undefined;
  readonly limit: number | undefined;
  readonly json: boolean;
}

/** `assay docs search`: exits 1 when nothing fits. */
export async function searchDocs(options: SearchDocsOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const engines = createEngines(workspace);
  using interrupt = listenForInterrupt(terminal, "stopping");
  const { signal } = interrupt;
  const open = createDocumentsOpener((part, load) => loadResolved(part, load, { engines, workspace }), workspace);
  await using documents = await open(options.set ?? USUAL_SET, { signal });
  const passages = await documents.retrieve(options.question, { limit: options.limit ?? 4, signal });
  terminal.printResult(options, { passages }, () => print(passages, terminal));
  return passages.length === 0 ? EXIT.failed : EXIT.ok;
}

function print(passages: readonly RetrievedPassage[], terminal: Terminal): void {
  if (passages.length === 0) terminal.note("Nothing in these documents fits the question.");
  for (const [index, { document, headings, page, start, end, text, closeness, lexicalRank }] of passages.entries()) {
    const place = [document, ...headings, ...(page === undefined ? [] : [`page ${page}`])].join(" > ");
    const why = [
      ...(lexicalRank === undefined ? [] : [`words: place ${lexicalRank}`]),
      ...(closeness === undefined ? [] : [`closeness ${closeness.toFixed(2)}`]),
    ].join(", ");
    terminal.print(
      `${terminal.style("bold", `[${index + 1}] ${place}`)} (characters ${start} to ${end}; ${why})\n${text}\n`,
    );
  }
}
