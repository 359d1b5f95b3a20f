import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { CatalogModelReport } from "../../src/wire/assay/catalog.ts";
import { canChat, isHere } from "../catalog/model-state.ts";
import { toAddress } from "../shell/address.ts";

export interface ModelChoiceProps {
  /** Absent before the catalogue is known. */
  readonly models: readonly CatalogModelReport[] | undefined;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** The models that can be asked now; several are measured in turns. */
export function ModelChoice({ models, chosen, onChange }: ModelChoiceProps) {
  const here = models?.filter((model) => isHere(model) && canChat(model));
  const toggle = (id: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <fieldset class="card run-field">
      <legend>Models</legend>
      {here === undefined && <p class="muted">Reading the catalogue ...</p>}
      {here?.length === 0 && (
        <p>
          No model that answers is here yet. <a href={toAddress("models")}>Download one</a>
        </p>
      )}
      <div class="run-choices">
        {here?.map(({ id, sizeBytes, state }) => (
          <label key={id} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
            <span>
              {id}{" "}
              <small class="muted">
                {sizeBytes === undefined ? (state === "remote" ? "elsewhere" : "") : formatQuantity(sizeBytes, "bytes")}
              </small>
            </span>
          </label>
        ))}
      </div>
      <p class="muted small">
        Others are to be downloaded first: <a href={toAddress("models")}>Models</a>
      </p>
    </fieldset>
  );
}
