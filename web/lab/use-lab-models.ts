import { useEffect, useState } from "preact/hooks";
import type { AnswerModel } from "../answers/answer-model.ts";
import { type AnswerModels, useAnswerModels } from "../answers/model-picker.tsx";
import { type ListedPageModel, listPageModels } from "../page-models/list-page-models.ts";
import { toPageAnswerModel } from "./page-answer-model.ts";

/** The models of the service, and those of them that this page can run by itself. */
export function useLabModels(): AnswerModels {
  const service = useAnswerModels();
  const [page, setPage] = useState<readonly ListedPageModel[]>([]);
  useEffect(() => {
    // Without these the Lab still has the models of the service.
    listPageModels().then(setPage, () => {});
  }, []);
  const { models } = service;
  return { ...service, models: models && [...models, ...models.flatMap((model) => inPage(model, page))] };
}

function inPage(model: AnswerModel, page: readonly ListedPageModel[]): readonly AnswerModel[] {
  const listed = page.find(({ name }) => name === model.label);
  return listed === undefined ? [] : [toPageAnswerModel(model, listed)];
}
