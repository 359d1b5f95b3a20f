import type { HubSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { findModelFiles, listModelFiles, type ModelFile } from "../../formats/model-files.ts";
import type { HubClient, HubRepo } from "../../hub/hub-client.ts";
import type { HubRepoPlan } from "./plan-download.ts";

/**
 * Chooses the model of a repository: what was asked for, else `q4_k_m`, else the only one.
 *
 * @throws AssayError `unknown-model` when there is none or it cannot be told which one; the hub's own
 */
export async function nameHubFiles(
  { repo: name, revision, file }: HubRepoPlan,
  client: HubClient,
  signal?: AbortSignal,
): Promise<HubSource> {
  const repo = await client.readRepo(name, revision, { signal });
  const models = listModelFiles(repo.files, "gguf");
  const exact = repo.files.find(({ path }) => path === file);
  const files = choose(models, file)?.paths ?? (exact && [exact.path]);
  if (files === undefined) throw cannotChoose(repo, models, file);
  return { type: "hub", repo: repo.repo, revision, files, format: "gguf" };
}

function choose(models: readonly ModelFile[], wanted: string | undefined): ModelFile | undefined {
  const matching = wanted === undefined ? models : findModelFiles(models, wanted);
  if (matching.length === 1) return matching[0];
  const usual = wanted === undefined ? models.filter(({ quantisation }) => quantisation === "q4_k_m") : [];
  return usual.length === 1 ? usual[0] : undefined;
}

function cannotChoose({ repo, files }: HubRepo, models: readonly ModelFile[], wanted: string | undefined): AssayError {
  const names = models.map(({ paths: [first = ""] }) => first);
  const onnx = files.some(({ path }) => path.endsWith(".onnx"));
  if (names.length === 0)
    return new AssayError({
      code: "unknown-model",
      message: `${repo} has no .gguf file${onnx ? ", only ONNX files" : ""}.`,
      hint: `Look for a repository that has one: \`assay model search ${repo.split("/")[1]} gguf\`.`,
    });
  return new AssayError({
    code: "unknown-model",
    message:
      wanted === undefined
        ? `${repo} has ${names.length} models: the name must say which is meant.`
        : `${repo} has no single model named ${JSON.stringify(wanted)}`,
    hint: `Name one of its files: ${names.slice(0, 20).join(", ")}${names.length > 20 ? " ..." : ""}`,
    remedies: ["name-file"],
  });
}
