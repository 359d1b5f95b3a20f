import type { CatalogModelReport } from "../../src/wire/assay/catalog.ts";
import { isHere } from "../catalog/model-state.ts";

/** One line of the list: a variant that is here, or all those of an alias that could be downloaded. */
export interface ModelEntry {
  /** The variant that the line shows: of several the one that the alias means. */
  readonly model: CatalogModelReport;
  /** The alias alone where nothing else has it, else the whole name. */
  readonly title: string;
  /** The other variants of a line of several. */
  readonly others: readonly CatalogModelReport[];
}

/** Groups the catalogue into lines, in its order. */
export function toEntries(models: readonly CatalogModelReport[]): readonly ModelEntry[] {
  const elsewhere = models.filter(({ state }) => state === "downloadable");
  return [
    ...models.filter(({ state }) => state !== "downloadable").map((model) => ({ model, title: model.id, others: [] })),
    ...Map.groupBy(elsewhere, ({ alias }) => alias)
      .values()
      .flatMap((variants) => {
        const model = variants.find(({ isDefault }) => isDefault) ?? variants[0];
        if (model === undefined) return [];
        return [{ model, title: model.alias, others: variants.filter((other) => other !== model) }];
      }),
  ];
}

export interface EntryFilter {
  readonly words: string;
  readonly onlyHere: boolean;
  readonly onlyFitting: boolean;
  /** A capability, or a task; empty for all. */
  readonly purpose: string;
}

/** Whether a line is wanted: each word is somewhere in what it says of itself. */
export function isWanted({ model, others }: ModelEntry, filter: EntryFilter): boolean {
  const variants = [model, ...others];
  const text = variants.flatMap(textsOf).join(" ").toLowerCase();
  return (
    filter.words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word)) &&
    (!filter.onlyHere || isHere(model)) &&
    (!filter.onlyFitting || variants.some(({ fit, state }) => fit?.fits === true || state === "remote")) &&
    (filter.purpose === "" || variants.some((variant) => purposesOf(variant).includes(filter.purpose)))
  );
}

/** What the models of the catalogue are for, each once: what they can do, and their tasks where nothing is said. */
export function listPurposes(models: readonly CatalogModelReport[]): readonly string[] {
  return [...new Set(models.flatMap(purposesOf))].toSorted();
}

function purposesOf({ capabilities, task }: CatalogModelReport): readonly string[] {
  return capabilities ?? [task === "chat-completion" ? "chat" : task];
}

function textsOf(model: CatalogModelReport): readonly (string | undefined)[] {
  const {
    id,
    servedName,
    description,
    publisher,
    licence,
    licenceClass,
    quantisation,
    task,
    capabilities = [],
  } = model;
  return [id, servedName, description, publisher, licence, licenceClass, quantisation, task, ...capabilities];
}
