import { formatNumber } from "../../src/report/format/format-number.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { CatalogModelReport } from "../../src/wire/assay/catalog.ts";
import type { LoadedModelReport } from "../../src/wire/assay/loaded-models.ts";
import { canChat, isHere } from "../catalog/model-state.ts";
import { toQueryAddress } from "../shell/address.ts";
import { describeFit, describeLicence, type FitWords } from "./describe-fit.ts";
import { JobLine } from "./job-line.tsx";
import { downloadModel, jobs, loadModel, unloadModel } from "./jobs.ts";
import { loaded } from "./loaded.ts";
import { ModelDetails } from "./model-details.tsx";
import type { ModelEntry } from "./model-entries.ts";

/** One model of the list: its name, the facts to choose by, and what can be done with it. */
export function ModelLine({ entry }: { readonly entry: ModelEntry }) {
  const { model, title, others } = entry;
  const report = loaded.value.get(model.servedName);
  const working = [model, ...others].flatMap(({ id }) => {
    const job = jobs.value.get(id);
    return job === undefined ? [] : [{ id, job }];
  });
  return (
    <li class="model-line">
      <div class="model-name">
        <h3>{title}</h3>
        {model.description !== undefined && <p>{model.description}</p>}
        {model.problem !== undefined && <p class="bad">{model.problem.message}</p>}
      </div>
      <dl>
        <Fact name="Size" words={{ main: sizeOf(model) ?? "unknown" }} />
        <Fact name="Licence" words={describeLicence(model)} />
        {report === undefined ? (
          <Fact name="Fits" words={describeFit(model)} />
        ) : (
          <Fact name="Loaded" words={describeLoaded(report)} />
        )}
      </dl>
      <div class="model-actions">
        <Actions model={model} isLoaded={report !== undefined} isBusy={working.some(isAtWork)} />
      </div>
      {working.map(({ id, job }) => (
        <JobLine key={id} id={id} job={job} />
      ))}
      <ModelDetails entry={entry} />
    </li>
  );
}

function isAtWork({ job: { type } }: { readonly job: { readonly type: string } }): boolean {
  return type === "downloading" || type === "loading" || type === "unloading";
}

function Actions(props: { readonly model: CatalogModelReport; readonly isLoaded: boolean; readonly isBusy: boolean }) {
  const { model, isLoaded, isBusy } = props;
  const { id } = model;
  if (model.state === "downloadable")
    return (
      <button type="button" disabled={isBusy} onClick={() => downloadModel(id)} aria-label={`Download ${id}`}>
        Download
      </button>
    );
  if (!isHere(model) || model.problem !== undefined) return null;
  return (
    <>
      {canChat(model) && (
        <a
          class="button"
          href={toQueryAddress(["chat", "new"], { model: model.servedName })}
          aria-label={`Try ${id} in the chat`}
        >
          Try
        </a>
      )}
      {isLoaded ? (
        <button type="button" disabled={isBusy} onClick={() => unloadModel(id)} aria-label={`Unload ${id}`}>
          Unload
        </button>
      ) : (
        <button type="button" disabled={isBusy} onClick={() => loadModel(id)} aria-label={`Load ${id}`}>
          Load
        </button>
      )}
    </>
  );
}

function Fact({ name, words }: { readonly name: string; readonly words: FitWords }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={words.isBad === true ? "bad" : undefined}>
        {words.main}
        {words.detail !== undefined && <small>{words.detail}</small>}
      </dd>
    </div>
  );
}

function sizeOf({ sizeBytes }: CatalogModelReport): string | undefined {
  return sizeBytes === undefined ? undefined : formatQuantity(sizeBytes, "bytes");
}

/** What a loaded model takes, as measured, and what it does. */
function describeLoaded({ state, residentBytes, contextTokens, active, waiting }: LoadedModelReport): FitWords {
  const work = [active > 0 && `answers ${active}`, waiting > 0 && `${waiting} waiting`].filter(Boolean).join(", ");
  const context = contextTokens === undefined ? "" : `${formatNumber(contextTokens, 0)} tokens of context`;
  return {
    main: state !== "ready" ? state : residentBytes === undefined ? "yes" : formatQuantity(residentBytes, "bytes"),
    detail: [residentBytes !== undefined && "measured now", work || context].filter(Boolean).join(", "),
  };
}
