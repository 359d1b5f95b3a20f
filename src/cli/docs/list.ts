import { USUAL_SET } from "../../workbench/documents/document-set.ts";
import { listDocuments } from "../../workbench/documents/list-documents.ts";
import type { CommandContext } from "../options/command-context.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface ListDocsOptions {
  readonly set: string | undefined;
  readonly json: boolean;
}

/** `assay docs list` */
export async function listDocs(options: ListDocsOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const documents = listDocuments(options.set ?? USUAL_SET, await context.openWorkspace());
  const columns = [{ title: "document", align: "left" } as const, { title: "passages", align: "right" } as const];
  terminal.printResult(options, { documents }, () =>
    terminal.print(
      createPlainTable(
        columns,
        documents.map(({ name, passages }) => [name, `${passages}`]),
        terminal,
      ),
    ),
  );
  return EXIT.ok;
}
