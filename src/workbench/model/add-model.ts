import { basename, resolve } from "node:path";
import { definitionFacts } from "../../catalog/definition-facts.ts";
import { findModelInFolder } from "../../catalog/find-model-in-folder.ts";
import { editModelsFile } from "../../catalog/models/edit-models-file.ts";
import type { ModelDefinition } from "../../catalog/models/model-schema.ts";
import { aliasSchema } from "../../catalog/models/models-file-schema.ts";
import { parseEndpointAddress } from "../../catalog/sources/endpoint-url.ts";
import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { formatOfFile, readFileFacts } from "../../formats/formats.ts";
import { quantisationOf } from "../../formats/model-files.ts";
import { DEFAULT_KEY_VARIABLE, mayCarryKey, untrustedKey } from "../../http/api-key.ts";
import { parseHubReference } from "../../hub/parse-hub-reference.ts";
import { type TakenCard, takeCardBeside, takeHubCard } from "../card/take-card.ts";
import { defineHubModel, type NamedModel } from "../hub/define-hub-model.ts";
import { openHub } from "../hub/open-hub.ts";
import { createKeyRing } from "../key-ring.ts";
import { type AllowedKey, allowKey } from "../key-trust.ts";
import { toWrittenPath } from "../project/written-path.ts";
import { type ModelsFileChoice, modelsFileOf, readModels } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";
import { type ImportedModel, importModelEntry } from "./import-model-entry.ts";

export interface AddOptions extends ModelsFileChoice {
  /** Default: from the source's own name. */
  readonly alias?: string | undefined;
  /** Of a hub's repository: path or quantisation; beside an entry: where its file lies here. */
  readonly file?: string | undefined;
  /** Replaces an entry of this alias, or covers one of another file. */
  readonly force?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface AddedModel {
  readonly alias: string;
  /** The file that was written. */
  readonly file: string;
  readonly definition: ModelDefinition;
  readonly warnings: readonly Warning[];
  /** Figures that somebody else measured of it; no verdict here rests on them. */
  readonly card?: Extract<TakenCard, { readonly card: unknown }> | undefined;
}

/**
 * Registers a model: a repository of the hub or a page of it, a GGUF file or a folder with one, an address
 * (`http://host/v1#model`), or an exported entry. What can be looked into is, before anything is written.
 *
 * @throws AssayError `invalid-input` for an alias that is taken or a reference that is none of these, `model-invalid` for a
 *   file that is no model or has another digest than its entry, and whatever asking the hub throws
 */
export async function addModel(reference: string, workspace: Workspace, options: AddOptions = {}): Promise<AddedModel> {
  const file = modelsFileOf(workspace, options);
  const found = await define(reference, file, workspace, options);
  const alias = requireAlias(options.alias ?? found.alias);
  await refuseTaken(alias, workspace, options);
  const isImported = /\.json$/i.test(reference);
  for (const key of listKeys(found.definition, isImported)) {
    if (isImported) await requireAllowed(key, workspace);
    // What the user types into a project's file, the user has said.
    else if (options.project === true) await allowKey(key.variable, key.host, workspace);
  }
  await editModelsFile(file, alias, found.definition);
  const { card } = found;
  if (card === undefined || "card" in card)
    return { alias, file, definition: found.definition, warnings: found.warnings, ...(card && { card }) };
  const warnings: readonly Warning[] = [...found.warnings, { code: "notice", message: card.refusal }];
  return { alias, file, definition: found.definition, warnings };
}

/** The keys that an entry sends somewhere. @param withUsual those too that go along where the entry names none */
function listKeys({ endpoint, variants = {} }: ModelDefinition, withUsual: boolean): AllowedKey[] {
  const endpoints = [endpoint, ...Object.values(variants).map((variant) => variant.endpoint)];
  return endpoints.flatMap((one) => {
    const variable = one?.apiKeyVariable ?? (withUsual ? DEFAULT_KEY_VARIABLE : undefined);
    return one === undefined || variable === undefined ? [] : [{ variable, host: new URL(one.baseUrl).host }];
  });
}

/** An entry of somebody else's does not become the user's word by standing in the user's models.json. */
async function requireAllowed({ variable, host }: AllowedKey, workspace: Workspace): Promise<void> {
  if ((await createKeyRing(workspace).mayUseKey?.({ variable, host, isNamed: true })) === false)
    throw untrustedKey(variable, host);
}

async function define(
  reference: string,
  modelsFile: string,
  workspace: Workspace,
  options: AddOptions,
): Promise<ImportedModel> {
  const { directory } = workspace;
  const path = resolve(directory, reference);
  if (/\.json$/i.test(reference)) return importModelEntry(path, modelsFile, workspace, options);
  if (formatOfFile(reference) !== undefined && !URL.canParse(reference))
    return defineWithCard(path, modelsFile, { workspace, signal: options.signal });
  const inFolder = URL.canParse(reference) ? undefined : findModelInFolder(path);
  if (inFolder !== undefined) return defineWithCard(inFolder, modelsFile, { workspace, signal: options.signal });
  const named = parseHubReference(reference, workspace.env);
  if (named !== undefined) {
    await using hub = openHub(workspace);
    const wanted = { ...named, file: options.file ?? named.file };
    const access = { hub, workspace, signal: options.signal };
    const { source, ...defined } = await defineHubModel(wanted, access);
    const card = await takeHubCard(source, access);
    return { ...defined, alias: aliasOf(named.repo.split("/")[1] ?? named.repo), card };
  }
  if (/^https?:\/\//i.test(reference)) return defineEndpoint(reference, workspace);
  throw new AssayError({
    code: "invalid-input",
    message: `${JSON.stringify(reference)} is no repository (owner/name), page of the hub, model file, address or exported .json.`,
    hint: "`assay model search <words>` finds repositories.",
  });
}

async function defineWithCard(
  path: string,
  modelsFile: string,
  { workspace, signal }: { readonly workspace: Workspace; readonly signal: AbortSignal | undefined },
): Promise<ImportedModel> {
  return { ...(await defineFile(path, modelsFile)), card: await takeCardBeside(path, workspace, signal) };
}

async function defineFile(path: string, modelsFile: string): Promise<NamedModel> {
  const facts = await readFileFacts(path);
  const quantisation = quantisationOf(path);
  return {
    alias: aliasOf(basename(path).replace(/(-\d{5}-of-\d{5})?\.\w+$/i, "")),
    definition: {
      file: toWrittenPath(path, modelsFile),
      ...(quantisation !== undefined && { quantisation }),
      sizeBytes: facts.memory.weightsBytes,
      ...definitionFacts(facts),
    },
    warnings: [],
  };
}

function defineEndpoint(address: string, { keys }: Workspace): NamedModel {
  if (formatOfFile(new URL(address).pathname) !== undefined)
    throw new AssayError({
      code: "invalid-input",
      message: `${address} is neither on a model hub nor on this machine.`,
      hint: `Download it, then register the file: \`assay model add ./the-file.gguf\`.`,
    });
  const { baseUrl, model, host } = parseEndpointAddress(address, "this model's address");
  return {
    alias: aliasOf(model ?? host),
    definition: {
      endpoint: {
        baseUrl,
        ...(model !== undefined && { model }),
        ...(keys.ASSAY_API_KEY && mayCarryKey(new URL(baseUrl)) ? { apiKeyVariable: "ASSAY_API_KEY" } : {}),
      },
    },
    warnings: [],
  };
}

function requireAlias(alias: string): string {
  const problem = aliasSchema.safeParse(alias).error?.issues[0];
  if (problem === undefined) return alias;
  throw new AssayError({
    code: "invalid-input",
    message: `The name of the model must be ${problem.message}, not ${JSON.stringify(alias)}`,
    hint: "Give it another name.",
    remedies: ["name-alias"],
  });
}

async function refuseTaken(alias: string, workspace: Workspace, { force }: AddOptions): Promise<void> {
  const listed = (await readModels(workspace)).models.get(alias);
  if (force === true || listed === undefined) return;
  const by =
    listed.origin === "built-in"
      ? "assay itself"
      : `${listed.origin === "user" ? "your" : "the project's"} models.json`;
  throw new AssayError({
    code: "invalid-input",
    message: `The alias ${alias} is taken: ${by} has it.`,
    hint: `Give it another name, or ${listed.origin === "built-in" ? "cover" : "replace"} that one.`,
    remedies: ["name-alias", "replace-entry"],
  });
}

/** Lower case, as aliases are; what no alias may hold becomes `-`. */
function aliasOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_.]gguf$/, "")
    .replace(/[^a-z0-9._/-]+/g, "-")
    .replace(/^[^a-z0-9]+|-+$/g, "");
}
