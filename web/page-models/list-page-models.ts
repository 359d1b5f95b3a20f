import { pageModelsSchema } from "../../src/wire/assay/page-models.ts";
import { askService } from "../shell/ask-service.ts";
import type { PageModel } from "./page-model.ts";

/** A model that this page can run by itself. */
export interface ListedPageModel extends PageModel {
  readonly sizeBytes: number;
}

/** Lists the models whose files the service gives to this page, or the one of this name. @throws PageError */
export async function listPageModels(name?: string): Promise<readonly ListedPageModel[]> {
  const query = name === undefined ? "" : `?model=${encodeURIComponent(name)}`;
  const { models } = await askService(`/assay/v1/page-models${query}`, pageModelsSchema);
  return models.flatMap(({ id, files: [first, ...others], ...facts }) => {
    const { digest, format, sizeBytes, chatTemplate, templateVariables, contextTokens } = facts;
    const known = { digest, format, sizeBytes, chatTemplate, templateVariables, contextTokens };
    return first === undefined ? [] : [{ name: id, ...known, files: [first, ...others] }];
  });
}
