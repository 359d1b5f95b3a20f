import { useEffect } from "preact/hooks";
import type { AnswerModel } from "../answers/answer-model.ts";
import { useAnswerModels } from "../answers/model-picker.tsx";
import { addressQuery } from "../shell/address.ts";
import { Failure } from "../shell/failure.tsx";
import { AskForm } from "./ask-form.tsx";
import { DevicePanel } from "./device-panel.tsx";
import { Evidence } from "./evidence.tsx";
import { refreshStates } from "./refresh-states.ts";
import { SIDES, type Side } from "./side.ts";
import { SidePanel } from "./side-panel.tsx";

/** The room `#/lab`: two models, asked the same. `#/lab?model=` names the first one, as it is served. */
export function Lab() {
  const { models, isWhole, failure, refresh } = useAnswerModels();
  const wanted = addressQuery.value.get("model");
  useEffect(() => {
    if (wanted !== null) SIDES[0].choice.value = wanted;
  }, [wanted]);
  useEffect(() => {
    if (models !== undefined) chooseMissing(models, isWhole);
  }, [models, isWhole]);
  if (failure !== undefined && models === undefined) return <Failure error={failure} onRetry={refresh} />;
  if (models === undefined) return <h1>Lab</h1>;
  return (
    <div class="lab">
      <h1>Lab</h1>
      <p class="muted">Ask two models the same, each on the service or in this page, and see which answers faster.</p>
      <AskForm models={models} />
      <div class="lab-sides">
        {SIDES.map((side) => (
          <SidePanel key={side.index} side={side} models={models} />
        ))}
      </div>
      <Evidence models={models} />
      <DevicePanel />
    </div>
  );
}

/** A side whose model is gone, or that never had one, takes the first one that is no variant of the other side's. */
function chooseMissing(models: readonly AnswerModel[], isWhole: boolean): void {
  for (const side of SIDES) {
    // A stored choice may be among those that are still listed.
    if (side.choice.value !== undefined && !isWhole) continue;
    if (models.some(({ id }) => id === side.choice.value)) continue;
    const other = models.find(({ id }) => id === otherOf(side).choice.value);
    side.choice.value = (models.find((one) => aliasOf(one) !== aliasOf(other)) ?? models[0])?.id;
  }
  void refreshStates(models);
}

function otherOf(side: Side): Side {
  return side.index === 0 ? SIDES[1] : SIDES[0];
}

function aliasOf(model: AnswerModel | undefined): string | undefined {
  return model?.label.split(":")[0];
}
