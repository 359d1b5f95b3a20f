import { useMemo, useState } from "preact/hooks";
import { pluralize } from "../../src/lib/pluralize.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { CatalogModelReport } from "../../src/wire/assay/catalog.ts";
import { catalog, refreshCatalog } from "../catalog/catalog.ts";
import { isHere } from "../catalog/model-state.ts";
import { addressQuery } from "../shell/address.ts";
import { Failure } from "../shell/failure.tsx";
import { usePolled } from "../shell/use-polled.ts";
import { announcement } from "./jobs.ts";
import { loaded, refreshLoaded } from "./loaded.ts";
import { type EntryFilter, isWanted, listPurposes, type ModelEntry, toEntries } from "./model-entries.ts";
import { ModelFilter } from "./model-filter.tsx";
import { ModelLine } from "./model-line.tsx";

/** Other programs download and remove models too. */
const CATALOG_MS = 15_000;
const MEMORY_MS = 2_000;

/** The room `#/models`; `#/models?search=phi` begins with that search. */
export function Models() {
  const catalogue = usePolled(refreshCatalog, CATALOG_MS);
  const memory = usePolled(refreshLoaded, MEMORY_MS);
  const [filter, setFilter] = useState<EntryFilter>({
    words: addressQuery.value.get("search") ?? "",
    onlyHere: false,
    onlyFitting: false,
    purpose: "",
  });
  const models = catalog.value?.models;
  const entries = useMemo(() => toEntries(models ?? []), [models]);
  const shown = entries.filter((entry) => isWanted(entry, filter));
  const failure = catalogue.failure ?? memory.failure;
  return (
    <>
      <div class="room-head">
        <h1>Models</h1>
        {models !== undefined && <p class="muted">{describeAll(models)}</p>}
      </div>
      <p class="hidden" role="status">
        {announcement.value}
      </p>
      {failure !== undefined && <Failure error={failure} onRetry={catalogue.readNow} />}
      {models === undefined ? (
        failure === undefined && <p class="muted">Reading the catalogue ...</p>
      ) : (
        <>
          <ModelFilter filter={filter} purposes={listPurposes(models)} onChange={setFilter} />
          {shown.length === 0 && (
            <p class="card">
              No model matches. Take away a word or a filter, or look on the hub: <code>assay model search</code>
            </p>
          )}
          <div class="cards">
            <Group title="Loaded" entries={shown.filter(isLoaded)} />
            <Group title="Here" entries={shown.filter((entry) => !isLoaded(entry) && !isElsewhere(entry))} />
            <Group title="To download" entries={shown.filter(isElsewhere)} />
          </div>
        </>
      )}
    </>
  );
}

function Group({ title, entries }: { readonly title: string; readonly entries: readonly ModelEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <section class="card model-group">
      <h2>
        {title} <small class="muted">{entries.length}</small>
      </h2>
      <ul>
        {entries.map((entry) => (
          <ModelLine key={entry.model.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function isLoaded({ model }: ModelEntry): boolean {
  return loaded.value.has(model.servedName);
}

function isElsewhere({ model }: ModelEntry): boolean {
  return model.state === "downloadable";
}

function describeAll(models: readonly CatalogModelReport[]): string {
  const free = models.find(({ fit }) => fit !== undefined)?.fit?.availableBytes;
  const here = models.filter(isHere).length;
  const memory = free === undefined ? [] : [`${formatQuantity(free, "bytes")} of memory free`];
  return [pluralize(models.length, "model"), `${here} here`, ...memory].join(" · ");
}
