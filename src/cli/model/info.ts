import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { toServedName } from "../../catalog/served-name.ts";
import type { PipelineSource } from "../../core/engine.ts";
import { enginesOf } from "../../engines/engines.ts";
import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { describeModels, type FileDescription, type ModelDescription } from "../../workbench/model/describe-model.ts";
import { runsFolderOf } from "../../workbench/runs-folder.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { describeMeasured } from "./describe-measured.ts";
import { renderFit } from "./fit-table.ts";
import { describeCommercialUse, describeLicenceClass, showLicences, showTemplates } from "./info-texts.ts";
import { renderCard } from "./render-card.ts";

export interface ShowModelOptions {
  readonly model: string;
  readonly licence: boolean;
  /** The same as `licence`. */
  readonly license: boolean;
  readonly template: boolean;
  readonly json: boolean;
}
type Row = readonly [label: string, value: string | undefined];

/** `assay model info` */
export async function showModel(options: ShowModelOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const { json } = options;
  using interrupt = listenForInterrupt(terminal, "");
  const { signal } = interrupt;
  const store = createRunStore({ directory: runsFolderOf(workspace) });
  const models = await describeModels(options.model, workspace, { signal, store });
  if (options.licence || options.license) return showLicences(models, { workspace, signal, terminal, json });
  if (options.template) return showTemplates(models, { terminal, json });
  terminal.printResult(options, { models }, () =>
    terminal.print(models.map((model) => render(model, terminal)).join("\n\n")),
  );
  return models.some(({ error }) => error !== undefined) ? EXIT.failed : EXIT.ok;
}

function render(model: ModelDescription, terminal: Terminal): string {
  const { id, description, error, file } = model;
  const rows = [...sourceRows(model), ...factRows(model), ...(file === undefined ? [] : fileRows(file))];
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined);
  const width = Math.max(...known.map(([label]) => label.length));
  return [
    terminal.style("bold", toSafeText(id)),
    ...(description === undefined ? [] : [toSafeText(description)]),
    ...known.flatMap(([label, value]) =>
      toSafeText(value)
        .split("\n")
        .map((line, index) => `  ${(index === 0 ? label : "").padEnd(width)}  ${line}`),
    ),
    ...(file === undefined ? [] : renderFit(file.fit, terminal)),
    ...cardsOf(model, terminal),
    ...(error === undefined ? [] : [`  ${terminal.style("red", "error:")} ${toSafeText(error.message)}`]),
    ...(error?.hint === undefined ? [] : [`  ${terminal.style("cyan", "hint:")}  ${toSafeText(error.hint)}`]),
  ].join("\n");
}

/** What was measured here stands apart from what somebody else says. */
function cardsOf({ measuredHere: here, measuredElsewhere: elsewhere }: ModelDescription, terminal: Terminal): string[] {
  const isOwn = here !== undefined && here.card.run === elsewhere?.card.run;
  return [
    ...(here === undefined ? [] : ["", renderCard(`Measured here, by ${here.run}.`, here.card, terminal)]),
    ...(elsewhere === undefined || isOwn
      ? []
      : ["", renderCard(`Measured elsewhere, as ${elsewhere.from} says: not checked here.`, elsewhere.card, terminal)]),
  ];
}

function sourceRows(model: ModelDescription): Row[] {
  const { source, engine, state, contentDigest, trusted, keySet, hub, remote } = model;
  const missing = state === "missing" ? " (not there)" : "";
  const digest: Row = ["sha-256", contentDigest];
  switch (source.type) {
    case "file":
      return [["file", source.path + missing], ["from", hub?.repo], digest, ["engine", engineOf(model)]];
    case "adapter":
      return [
        ["adapter", source.modulePath + missing],
        digest,
        [
          "trusted",
          trusted === undefined ? undefined : trusted ? "yes" : `no; type: assay trust ${quote(source.modulePath)}`,
        ],
        ["weights", source.weightsPath],
        ["engine", engine],
      ];
    case "endpoint":
      return [
        ["endpoint", source.baseUrl],
        ["model there", source.model ?? "the only one it has"],
        ["key", source.apiKeyVariable && `from ${source.apiKeyVariable}${keySet === true ? "" : ", which is not set"}`],
        ["engine", engine],
      ];
    case "foundry":
      return [
        ["foundry service", source.baseUrl ?? "the one that runs here"],
        ["model there", source.model],
        ["engine", engine],
      ];
    case "hub":
      return [
        ["hub", `${source.repo}${source.revision === undefined ? "" : `@${source.revision.slice(0, 12)}`}`],
        ["page", remote?.page],
        ["access", remote?.gated === true ? "accept the licence on its page first, then set HF_TOKEN" : undefined],
        [
          "files",
          source.files.length === 1 ? source.files[0] : `${source.files[0]} and ${source.files.length - 1} more`,
        ],
        ["state", `not downloaded; type: assay model download ${model.id}`],
        ["engine", engineOf(model)],
      ];
    case "pipeline":
      return pipelineRows(source);
    case "script":
      return [["script", `${source.script.tokens.length} tokens, made up`]];
    default:
      return source satisfies never;
  }
}

function pipelineRows({ definition, parts = {} }: PipelineSource): Row[] {
  const rows = Object.values(parts).map(({ name, id }): Row => ["part", name === id ? id : `${name}: ${id}`]);
  return [["pipeline", definition.kind], ...rows];
}

function factRows(model: ModelDescription): Row[] {
  const { licence, commercialUse, price, knownCapabilities, file, remote } = model;
  const { claimed, measured, stale } = knownCapabilities;
  const sizeBytes = remote?.sizeBytes ?? model.sizeBytes;
  const parameters = file?.parameters ?? model.parameters;
  const known = licence ?? remote?.licence ?? file?.licence;
  return [
    ["publisher", model.publisher],
    ["variants", model.variants.length > 1 ? model.variants.join(", ") : undefined],
    ["served as", toServedName(model)],
    [measured.length + stale.length > 0 ? "claimed" : "capabilities", claimed.join(", ") || undefined],
    ["measured here", measured.map(describeMeasured).join("\n") || undefined],
    ["no more valid", stale.map((one) => `${describeMeasured(one)}, of another file`).join("\n") || undefined],
    ["architecture", file?.architecture],
    ["parameters", parameters === undefined ? undefined : formatParameters(parameters)],
    ["quantisation", file?.quantisation ?? model.quantisation],
    ["size", sizeBytes === undefined ? undefined : formatQuantity(sizeBytes, "bytes")],
    ["licence", licence ?? remote?.licence ?? (file?.licence && `${file.licence} (as the file says)`)],
    ["licence page", model.licenceUrl ?? file?.licenceUrl],
    ["licence class", describeLicenceClass(known)],
    ["commercial use", describeCommercialUse(commercialUse, known)],
    ["price", price && describePrice(price)],
  ];
}

function fileRows({ chatTemplate, trainedContextTokens, fit }: FileDescription): Row[] {
  const available = formatQuantity(fit.availableBytes, "bytes");
  const { kvBytesPer1000Tokens: perThousand, contextTokens } = fit;
  return [
    ["chat template", chatTemplate === undefined ? "none in the file" : "in the file; --template shows it"],
    ["context", trainedContextTokens === undefined ? undefined : `${formatNumber(trainedContextTokens, 0)} tokens`],
    [
      "1,000 tokens take",
      perThousand === undefined
        ? undefined
        : `${formatQuantity(perThousand, "bytes")}${fit.isUpperBound ? " at most: some layers look back a limited way only" : ""}`,
    ],
    [
      "fits",
      contextTokens === undefined
        ? `no: ${fit.because}`
        : `yes, with ${formatNumber(contextTokens, 0)} tokens of context; ${available} free`,
    ],
  ];
}

function engineOf(model: ModelDescription): string {
  return enginesOf(model.source).length === 0 ? "none in this version" : model.engine;
}

function describePrice({ currency, inputPerMillion, outputPerMillion }: NonNullable<ResolvedModel["price"]>): string {
  return `${inputPerMillion} ${currency} per million tokens in, ${outputPerMillion} out`;
}

/** `1.31 M` or `7.24 B`, as models are named. */
function formatParameters(count: number): string {
  return count >= 1e9 ? `${formatNumber(count / 1e9)} B` : `${formatNumber(count / 1e6)} M`;
}

function quote(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path;
}
