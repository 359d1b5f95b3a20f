import type { AnswerModel } from "../answers/answer-model.ts";
import { SIDES } from "./side.ts";

/** The name of a model among the samples. */
function targetName({ label, place }: AnswerModel): string {
  return place === "page" ? `${label} in the page` : label;
}

/** Names of both sides' models among the samples. A model that stands on both competes with itself: what differs then is noise. */
export function targetsOf(models: readonly AnswerModel[]): readonly [string, string] {
  const [first = "", second = ""] = SIDES.map(({ choice }) => {
    const model = models.find(({ id }) => id === choice.value);
    return model === undefined ? "" : targetName(model);
  });
  return [first, first === second ? `${second} again` : second];
}
