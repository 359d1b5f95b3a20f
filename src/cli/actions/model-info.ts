import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { describeModels, type FileDescription, type ModelDescription } from "../../workbench/describe-model.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { readCommandSettings } from "../setting-options.ts";
import type { Terminal } from "../terminal.ts";

type Options = Readonly<Record<string, unknown>>;
type Row = readonly [label: string, value: string | undefined];

/** `assay model info` */
export async function showModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { env } = await readCommandSettings(options, [], context.surroundings);
  const models = await describeModels(name, { ...context.surroundings, env });
  if (options.json === true) terminal.print(JSON.stringify({ models }, null, 2));
  else terminal.print(models.map((model) => render(model, terminal)).join("\n\n"));
  return models.some(({ error }) => error !== undefined) ? EXIT.failed : EXIT.ok;
}

function render(model: ModelDescription, terminal: Terminal): string {
  const { id, description, error, file } = model;
  const rows = [...sourceRows(model), ...factRows(model), ...(file === undefined ? [] : fileRows(file))];
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined);
  const width = Math.max(...known.map(([label]) => label.length));
  return [
    terminal.style("bold", id),
    ...(description === undefined ? [] : [description]),
    ...known.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`),
    ...(error === undefined ? [] : [`  ${terminal.style("red", "error:")} ${error.message}`]),
    ...(error?.hint === undefined ? [] : [`  ${terminal.style("cyan", "hint:")}  ${error.hint}`]),
  ].join("\n");
}

function sourceRows({ source, engine, state, contentDigest, trusted, keySet }: ModelDescription): Row[] {
  const missing = state === "missing" ? " (not there)" : "";
  const digest: Row = ["sha-256", contentDigest];
  switch (source.type) {
    case "file":
      return [["file", source.path + missing], digest, ["engine", engine]];
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
    case "script":
      return [["script", `${source.script.tokens.length} tokens, made up`]];
    default:
      return source satisfies never;
  }
}

function factRows(model: ModelDescription): Row[] {
  const { sizeBytes, licence, commercialUse, price, capabilities, file } = model;
  const parameters = file?.parameters ?? model.parameters;
  return [
    ["capabilities", capabilities?.join(", ")],
    ["architecture", file?.architecture],
    ["parameters", parameters === undefined ? undefined : formatParameters(parameters)],
    ["quantisation", file?.quantisation ?? model.quantisation],
    ["size", sizeBytes === undefined ? undefined : formatQuantity(sizeBytes, "bytes")],
    ["licence", licence ?? (file?.licence && `${file.licence} (as the file says)`)],
    ["commercial use", describeCommercialUse(commercialUse)],
    ["price", price && describePrice(price)],
  ];
}

function fileRows({ hasChatTemplate, trainedContextTokens, kvBytesPer1000Tokens, fit }: FileDescription): Row[] {
  const available = formatQuantity(fit.availableBytes, "bytes");
  return [
    ["chat template", hasChatTemplate ? "in the file" : "none in the file"],
    ["context", trainedContextTokens === undefined ? undefined : `${formatNumber(trainedContextTokens, 0)} tokens`],
    [
      "1,000 tokens take",
      kvBytesPer1000Tokens === undefined ? undefined : formatQuantity(kvBytesPer1000Tokens, "bytes"),
    ],
    [
      "fits",
      fit.contextTokens === undefined
        ? `no: ${fit.because}`
        : `yes, with ${formatNumber(fit.contextTokens, 0)} tokens of context; ${available} free`,
    ],
  ];
}

function describeCommercialUse(isAllowed: boolean | undefined): string {
  if (isAllowed === undefined) return "unknown; read the licence, then say commercialUse in models.json";
  return isAllowed ? "permitted" : "not permitted";
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
