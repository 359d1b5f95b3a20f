import { type PageModelsReport, pageModelsSchema } from "../../src/wire/assay/page-models.ts";
import { askService } from "../shell/ask-service.ts";
import type { PageModel } from "./page-model.ts";

/** A model that the service offers to pages, with what is known of it. */
export interface ListedPageModel extends PageModel {
  readonly facts: Omit<PageModelsReport["models"][number], "files">;
}

/** Lists the models whose files the service offers to pages; only one where its name is given. @throws PageError */
export async function listPageModels(name?: string): Promise<readonly ListedPageModel[]> {
  const query = name === undefined ? "" : `?model=${encodeURIComponent(name)}`;
  const { models } = await askService(`/assay/v1/page-models${query}`, pageModelsSchema);
  return models.flatMap(toPageModel);
}

function toPageModel({ files: [first, ...others], ...facts }: PageModelsReport["models"][number]): ListedPageModel[] {
  if (first === undefined) return [];
  const { id, digest, format, chatTemplate, templateVariables, contextTokens } = facts;
  return [
    { name: id, digest, format, chatTemplate, templateVariables, contextTokens, files: [first, ...others], facts },
  ];
}
