import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import { environmentFacts } from "../content/machine-facts.ts";
import { calibrationNote } from "../content/method-note.ts";
import { partNames } from "../content/model-origin.ts";
import { formatNumber } from "../format/format-number.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import { type Html, html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** Enough to tell files apart at a glance; the embedded data have the whole digest. */
const DIGEST_CHARACTERS = 16;

/** The machine, the models as they were loaded, and how far the harness itself was off. */
export function environmentSection(summary: RunSummary, badges: TargetBadges): Section {
  const body = html`<dl class="facts">${environmentFacts(summary).map(fact)}</dl>
<h3>Models</h3>
<div class="models">${summary.scorecards.map(
    (card) =>
      html`<div class="model"><h4>${badges.name(card.target.id)}</h4><dl class="facts">${modelFacts(card).map(fact)}</dl></div>`,
  )}</div>
<h3>The harness</h3><p>${calibrationNote(summary)}</p>`;
  return { id: "environment", title: "Machine and models", body, folded: true };
}

function fact([name, value]: readonly [string, string]): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function modelFacts({ target, info }: Scorecard): readonly (readonly [string, string])[] {
  const parameters = info?.parameters ?? target.parameters;
  const size = info?.sizeBytes ?? target.sizeBytes;
  const threads =
    info?.threads === undefined
      ? undefined
      : `${info.threads}${info.threadsSource === undefined ? "" : ` (${info.threadsSource})`}`;
  const facts: (readonly [string, string | undefined])[] = [
    ["Engine", info?.engineVersion === undefined ? target.engine : `${target.engine}, ${info.engineVersion}`],
    ["Device", [info?.device ?? target.device, info?.deviceName].filter((part) => part !== undefined).join(", ")],
    ["Architecture", info?.architecture],
    ["Parameters", parameters === undefined ? undefined : `${formatNumber(parameters / 1e6)} million`],
    ["Quantisation", info?.quantisation ?? target.quantisation],
    ["Size", size === undefined ? undefined : formatQuantity(size, "bytes")],
    ["Context", info?.contextTokens === undefined ? undefined : `${info.contextTokens} tokens`],
    ["Threads", threads],
    ["Licence", target.licence ?? info?.licence],
    ["Source", sourceText(target.source)],
    ["Content digest", target.contentDigest?.slice(0, DIGEST_CHARACTERS)],
  ];
  return facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value] as const]));
}

function sourceText(source: Scorecard["target"]["source"]): string {
  switch (source.type) {
    case "file":
      return source.path;
    case "endpoint":
      return source.model === undefined ? source.baseUrl : `${source.baseUrl} (${source.model})`;
    case "adapter":
      return source.modulePath;
    case "foundry":
      return `${source.model} of the Foundry Local service`;
    case "hub":
      return `${source.repo} (${source.files.join(", ")})`;
    case "pipeline":
      return `a pipeline (${source.definition.kind}) of ${partNames(source)}`;
    case "script":
      return "a script of the fake engine";
  }
  return source satisfies never;
}
