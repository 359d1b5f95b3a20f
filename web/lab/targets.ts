import { type AnswerModel, placedName } from "../answers/answer-model.ts";
import { SIDES } from "./side.ts";

/** Names of both sides' models among the samples. A model that stands on both competes with itself: what differs then is noise. */
export function targetsOf(models: readonly AnswerModel[]): readonly [string, string] {
  const [first = "", second = ""] = SIDES.map(({ choice }) => {
    const model = models.find(({ id }) => id === choice.value);
    return model === undefined ? "" : placedName(model);
  });
  return [first, first === second ? `${second} again` : second];
}
