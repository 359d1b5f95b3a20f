import { pluralize } from "../../src/lib/pluralize.ts";
import { formatNumber } from "../../src/report/format/format-number.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { CatalogModelReport } from "../../src/wire/assay/catalog.ts";
import { canChat, isHere } from "../catalog/model-state.ts";
import { toQueryAddress } from "../shell/address.ts";
import { describeFit } from "./describe-fit.ts";
import { downloadModel } from "./jobs.ts";
import type { ModelEntry } from "./model-entries.ts";

/** Everything else that is known of a model, and its other variants, folded away. */
export function ModelDetails({ entry: { model, others } }: { readonly entry: ModelEntry }) {
  return (
    <details class="model-details">
      <summary>
        Details<span class="hidden"> of {model.id}</span>
        {others.length > 0 && ` and ${pluralize(others.length, "more variant")}`}
      </summary>
      <dl>
        {factsOf(model).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {model.files !== undefined && model.files.length > 1 && (
        <p class="small muted">Files: {model.files.join(", ")}</p>
      )}
      {model.hasTemplate === false && (
        <p class="muted">
          Its file has no chat template, so it goes on with a text (<code>/v1/completions</code>) and answers no
          conversation.
        </p>
      )}
      {others.length > 0 && (
        <ul class="model-variants">
          {others.map((variant) => (
            <Variant key={variant.id} variant={variant} />
          ))}
        </ul>
      )}
      <p class="model-links">
        {canChat(model) && isHere(model) && (
          <>
            <a href={toQueryAddress(["lab"], { model: model.servedName })}>Compare it in the Lab</a>
            <a href={toQueryAddress(["runs", "new"], { model: model.id })}>Measure it</a>
          </>
        )}
        {model.licenceUrl !== undefined && (
          <a href={model.licenceUrl} target="_blank" rel="noreferrer">
            Text of the licence
          </a>
        )}
      </p>
    </details>
  );
}

function Variant({ variant }: { readonly variant: CatalogModelReport }) {
  const { id, sizeBytes } = variant;
  const size = sizeBytes === undefined ? "size unknown" : formatQuantity(sizeBytes, "bytes");
  return (
    <li>
      <span>
        <b>{id}</b>{" "}
        <span class="muted">{[variant.engine, size, `fits: ${describeFit(variant).main}`].join(" · ")}</span>
      </span>
      <button type="button" onClick={() => downloadModel(id)} aria-label={`Download ${id}`}>
        Download
      </button>
    </li>
  );
}

type Measured = NonNullable<CatalogModelReport["measured"]>[number];

function factsOf(model: CatalogModelReport): readonly (readonly [name: string, value: string])[] {
  const { contextTokens, trainedContextTokens, parameters, capabilities, measured = [], place } = model;
  const context = contextTokens ?? trainedContextTokens;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Name", model.id],
    ["Served as", model.servedName],
    ["Can", capabilities?.filter((can) => measured.every(({ task }) => task !== can)).join(", ") || undefined],
    ["Measured here", measured.map(describeMeasured).join("; ") || undefined],
    ["Publisher", model.publisher],
    ["Parameters", parameters === undefined ? undefined : formatParameters(parameters)],
    ["Quantisation", model.quantisation],
    ["Context", context === undefined ? undefined : `${formatNumber(context, 0)} tokens`],
    ["Engine", [model.engine, model.device].filter(Boolean).join(", ") || undefined],
    ["Listed by", model.covers === undefined ? model.origin : `${model.origin}, in place of the ${model.covers} one`],
    ["Where", place === undefined ? undefined : `It ${place}.`],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function describeMeasured({ task, value, low, high, n, date, isStale }: Measured): string {
  const figures = `${task} ${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}) on ${n} prompts, ${date}`;
  return isStale ? `${figures}, of another file than this` : figures;
}

/** `1.31 M` or `7.24 B`, as models are named. */
function formatParameters(count: number): string {
  return count >= 1e9 ? `${formatNumber(count / 1e9)} B` : `${formatNumber(count / 1e6)} M`;
}
