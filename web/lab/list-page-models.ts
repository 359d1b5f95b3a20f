import { pageModelsSchema } from "../../src/wire/assay/page-models.ts";
import { ticketSchema } from "../../src/wire/assay/ticket.ts";
import type { PageModel, PageModelFile } from "../page-models/page-model.ts";
import { askService } from "../shell/ask-service.ts";

/** A model that this page can run by itself. */
export interface ListedPageModel extends PageModel {
  readonly sizeBytes: number;
}

/** Lists the models whose files the service gives to this page, or the one of this name. @throws PageError */
export async function listPageModels(name?: string): Promise<readonly ListedPageModel[]> {
  const query = name === undefined ? "" : `?model=${encodeURIComponent(name)}`;
  const { models } = await askService(`/assay/v1/page-models${query}`, pageModelsSchema);
  return models.flatMap(({ id, digest, format, chatTemplate, sizeBytes, files: [first, ...others] }) =>
    first === undefined ? [] : [{ name: id, digest, format, chatTemplate, sizeBytes, files: [first, ...others] }],
  );
}

/** The same model, by addresses that open for some minutes without a header: a worker that downloads it sends none. @throws PageError */
export async function openFiles(model: ListedPageModel): Promise<ListedPageModel> {
  const [first, ...others] = model.files;
  return { ...model, files: [await openFile(first), ...(await Promise.all(others.map(openFile)))] };
}

async function openFile(file: PageModelFile): Promise<PageModelFile> {
  const call = { method: "POST", body: { path: file.url } } as const;
  const { url } = await askService("/assay/v1/tickets", ticketSchema, call);
  return { ...file, url };
}
