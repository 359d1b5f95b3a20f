import { useEffect, useState } from "preact/hooks";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { AnswerModel } from "./answer-model.ts";
import { type Listing, listAnswerModels } from "./list-models.ts";

export interface AnswerModels {
  /** Absent until they have been listed. */
  readonly models: readonly AnswerModel[] | undefined;
  /** Whether those in the page are listed too, which come later. */
  readonly isWhole: boolean;
  readonly failure: unknown;
  /** Lists them again. */
  readonly refresh: () => void;
}

/** The models to pick from, listed as the room opens. */
export function useAnswerModels(): AnswerModels {
  const [{ models, isWhole }, setListing] = useState<Partial<Listing> & Pick<Listing, "isWhole">>({ isWhole: false });
  const [failure, setFailure] = useState<unknown>();
  const list = async () => {
    try {
      for await (const listing of listAnswerModels()) {
        setListing(listing);
        setFailure(undefined);
      }
    } catch (error) {
      setFailure(error);
    }
  };
  const refresh = () => void list();
  useEffect(refresh, []);
  return { models, isWhole, failure, refresh };
}

export interface ModelPickerProps {
  readonly label: string;
  readonly models: readonly AnswerModel[];
  /** Id of the chosen model. */
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}

const PLACES = [
  ["service", "On the service"],
  ["page", "In this page"],
] as const;

/** A list of models to pick one from, by where they run. */
export function ModelPicker({ label, models, value, onChange }: ModelPickerProps) {
  const isInPage = models.find(({ id }) => id === value)?.place === "page";
  return (
    <label class="model-picker">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {PLACES.map(([place, name]) => {
          const there = models.filter((model) => model.place === place);
          return (
            there.length > 0 && (
              <optgroup key={place} label={name}>
                {there.map((model) => (
                  <option key={model.id} value={model.id}>
                    {describe(model)}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
      {/* A closed list shows no groups; whoever hears it is told the group. */}
      {isInPage && (
        <small class="muted" aria-hidden="true">
          in this page
        </small>
      )}
    </label>
  );
}

function describe({ label, isLoaded, sizeBytes }: AnswerModel): string {
  const facts = [
    ...(sizeBytes === undefined ? [] : [formatQuantity(sizeBytes, "bytes")]),
    ...(isLoaded ? ["loaded"] : []),
  ];
  return facts.length === 0 ? label : `${label} (${facts.join(", ")})`;
}
