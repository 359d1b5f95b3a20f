import { pluralize } from "../../lib/pluralize.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import { type AddedDocuments, addDocuments } from "../../workbench/documents/add-documents.ts";
import { USUAL_SET } from "../../workbench/documents/document-set.ts";
import { USUAL_EMBEDDER } from "../../workbench/documents/open-embedder.ts";
import { loadResolved } from "../../workbench/model/load-resolved.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { createLiveLine } from "../terminal/live-line.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface AddDocsOptions {
  readonly paths: readonly string[];
  readonly set: string | undefined;
  readonly by: string | undefined;
  readonly json: boolean;
}

/** `assay docs add`: exits 0 when all could be read, 1 when some could not, 130 when stopped. */
export async function addDocs(options: AddDocsOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const engines = createEngines(workspace);
  using interrupt = listenForInterrupt(terminal, "stopping; what was added is kept");
  const live = createLiveLine(terminal);
  const result = await addDocuments({
    paths: options.paths,
    set: options.set ?? USUAL_SET,
    by: options.by ?? USUAL_EMBEDDER,
    workspace,
    openPart: (part, load) => loadResolved(part, load, { engines, workspace }),
    signal: interrupt.signal,
    onProgress: ({ document, done, total }) => live?.draw(`${done + 1} of ${total}: ${document}`),
  }).finally(() => live?.[Symbol.dispose]());
  terminal.printResult(options, result, () => print(result, terminal));
  if (result.status === "stopped") return EXIT.interrupted;
  return result.failed.length > 0 ? EXIT.failed : EXIT.ok;
}

function print(
  { set, added, changed, unchanged, removed, skipped, failed, passages }: AddedDocuments,
  terminal: Terminal,
) {
  terminal.print(
    `${set}: ${added.length} added, ${changed.length} changed, ${unchanged} unchanged, ${removed.length} removed; ${pluralize(passages, "passage")} in all`,
  );
  for (const { document, error } of failed) terminal.note(`${document}: ${error.message}`);
  if (skipped.length > 0)
    terminal.note(`${pluralize(skipped.length, "file")} of other forms passed over, such as ${skipped[0]}`);
}
