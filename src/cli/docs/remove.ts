import { pluralize } from "../../lib/pluralize.ts";
import { USUAL_SET } from "../../workbench/documents/document-set.ts";
import { removeDocuments } from "../../workbench/documents/list-documents.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface RemoveDocsOptions {
  readonly names: readonly string[];
  readonly set: string | undefined;
  readonly json: boolean;
}

/** `assay docs remove` */
export async function removeDocs(options: RemoveDocsOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const removed = removeDocuments(options.names, options.set ?? USUAL_SET, await context.openWorkspace());
  terminal.printResult(options, { removed }, () => terminal.print(`${pluralize(removed.length, "document")} removed`));
  return EXIT.ok;
}
