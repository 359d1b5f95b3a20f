import { definitionFacts } from "../../catalog/definition-facts.ts";
import type { ModelDefinition } from "../../catalog/models/model-schema.ts";
import type { HubSource } from "../../core/engine.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import type { ModelFormat } from "../../core/model-format.ts";
import type { Warning } from "../../core/warning.ts";
import { FORMATS } from "../../formats/formats.ts";
import { chooseModelFile, findModelFiles, listModelFiles, type ModelFile } from "../../formats/model-files.ts";
import { completeFiles } from "../../formats/parts/complete-files.ts";
import type { HubRepo } from "../../hub/hub-client.ts";
import type { HubReference } from "../../hub/parse-hub-reference.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { type HubAccess, readRemoteFacts } from "./read-remote-facts.ts";

const FORMAT_WORDS = FORMATS.map(({ name }) => name.toUpperCase()).join(" or ");

export interface DefinedModel {
  readonly definition: ModelDefinition;
  readonly warnings: readonly Warning[];
}

/** A definition and the alias that it would have. */
export interface NamedModel extends DefinedModel {
  readonly alias: string;
}

/**
 * Makes an entry for a model of the hub, of the commit that it has now; a GGUF file's header is looked into first.
 *
 * @throws AssayError `unknown-model`, `model-missing` when the repository has no such file, `model-invalid`, `access-denied`
 */
export async function defineHubModel(
  reference: HubReference,
  access: HubAccess,
): Promise<DefinedModel & { readonly source: HubSource }> {
  const { hub, signal } = access;
  const repo = await hub.readRepo(reference.repo, reference.revision, { signal });
  const { file, format } = chooseFile(repo, reference.file);
  const complete = completeFiles(
    file.paths,
    repo.files.map(({ path }) => path),
  );
  const companions = format.companionsOf?.(file.paths[0] ?? "", repo.files) ?? [];
  const paths = [...complete, ...companions.map(({ path }) => path)];
  const source: HubSource = { type: "hub", repo: repo.repo, revision: repo.commit, files: paths, format: format.name };
  const looked = await lookInto(repo, source, access);
  const [first = ""] = paths;
  return {
    source,
    definition: {
      hub: {
        repo: repo.repo,
        revision: repo.commit,
        ...(paths.length === 1 ? { file: first } : { files: [...paths] }),
      },
      publisher: repo.repo.split("/")[0],
      ...(file.quantisation !== undefined && { quantisation: file.quantisation }),
      sizeBytes: file.sizeBytes,
      ...looked.facts,
      ...(repo.licence !== undefined && { licence: repo.licence }),
    },
    warnings: [...(repo.gated ? [gatedNotice(repo, hub.endpoint)] : []), ...looked.warnings],
  };
}

function chooseFile(repo: HubRepo, asked: string | undefined): { file: ModelFile; format: ModelFormat } {
  const models = FORMATS.flatMap((format) =>
    listModelFiles(repo.files, format.name).map((file) => ({ ...file, format })),
  );
  const matching = asked === undefined ? models : findModelFiles(models, asked);
  // They stand in the order of the formats, of which the first is preferred.
  const format = matching[0]?.format;
  const file = chooseModelFile(
    matching.filter((model) => model.format === format),
    Number.POSITIVE_INFINITY,
  );
  if (file !== undefined && format !== undefined) return { file, format };
  const names = models.flatMap(({ paths }) => paths[0] ?? []);
  throw new AssayError({
    code: "model-missing",
    message: asked === undefined ? `${repo.repo} has no ${FORMAT_WORDS} file.` : `${repo.repo} has no file ${asked}.`,
    hint:
      names.length > 0
        ? `It has ${names.slice(0, 6).join(", ")}${names.length > 6 ? " ..." : ""}.`
        : `Look for a repository that has one: \`assay model search ${repo.repo.split("/")[1]}\`.`,
  });
}

async function lookInto(repo: HubRepo, source: HubSource, access: HubAccess) {
  try {
    return { facts: definitionFacts(await readRemoteFacts(repo, source, access)), warnings: [] };
  } catch (thrown) {
    const error = toAssayError(thrown);
    // It can be registered before its licence is accepted; it will be looked into when it is downloaded.
    if (!repo.gated || error.code !== "access-denied") throw thrown;
    return {
      facts: {},
      warnings: [{ code: "notice" as const, message: endSentence(`Its file was not looked into. ${error.message}`) }],
    };
  }
}

function gatedNotice({ repo }: HubRepo, endpoint: string): Warning {
  return {
    code: "notice",
    message: `${repo} asks to accept its licence first: visit ${endpoint}/${repo} signed in, then set HF_TOKEN to a token of that account.`,
  };
}
