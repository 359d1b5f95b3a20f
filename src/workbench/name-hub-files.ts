import type { HubClient, HubRepo } from "../catalog/hub/hub-client.ts";
import { listModelFiles, type ModelFile } from "../catalog/model-files.ts";
import type { HubSource } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
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
  const exact = repo.files.find(({ path }) => path === file);
  const models = listModelFiles(repo.files, "gguf");
  const chosen = choose(models, file);
  // The parts of a split model belong together, whichever of them was named.
  const whole = chosen ?? models.find(({ paths }) => file !== undefined && paths.includes(file));
  const files = whole?.paths ?? (exact === undefined ? undefined : [exact.path]);
  if (files === undefined) throw cannotChoose(repo, models, file);
  return { type: "hub", repo: repo.repo, revision, files, format: "gguf" };
}

function choose(models: readonly ModelFile[], wanted: string | undefined): ModelFile | undefined {
  if (wanted === undefined) {
    const usual = models.filter(({ quantisation }) => quantisation === "q4_k_m");
    return usual.length === 1 ? usual[0] : models.length === 1 ? models[0] : undefined;
  }
  const pattern = toPattern(wanted);
  const matching = models.filter(({ paths: [first = ""] }) => pattern.test(first));
  return matching.length === 1 ? matching[0] : undefined;
}

/** `*` is any text, `?` one character; a pattern without a folder is one of the file's own name. */
function toPattern(glob: string): RegExp {
  const text = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`${glob.includes("/") ? "^" : "(^|/)"}${text}$`, "i");
}

function cannotChoose({ repo, files }: HubRepo, models: readonly ModelFile[], wanted: string | undefined): AssayError {
  const names = models.map(({ paths: [first = ""] }) => first);
  const onnx = files.some(({ path }) => path.endsWith(".onnx"));
  if (names.length === 0)
    return new AssayError({
      code: "unknown-model",
      message: `Cannot download from ${repo} as it must hold a .gguf file: it holds ${onnx ? "ONNX files" : "none"}`,
      hint: `Look for one: assay model search ${repo.split("/")[1]} gguf`,
    });
  const rule =
    wanted === undefined
      ? "it must be told which model is meant"
      : `${JSON.stringify(wanted)} must name one of its models`;
  return new AssayError({
    code: "unknown-model",
    message: `Cannot choose from ${repo} as ${rule}: it has ${names.length}`,
    hint: `Name one with --file: ${names.slice(0, 20).join(", ")}${names.length > 20 ? " ..." : ""}`,
  });
}
