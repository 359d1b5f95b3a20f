import { basename } from "node:path";
import { AssayError, toAssayError } from "../../core/errors.ts";
import { enginesOf } from "../../engines/engines.ts";
import { formatOfFile, readFileFacts } from "../../formats/formats.ts";
import { contentDigest } from "../../hub/content-digest.ts";
import type { ModelListing } from "../model/list-catalog.ts";
import type { Workspace } from "../workspace.ts";
import { BUILT_IN_DIGESTS } from "./built-in-digests.ts";
import type { Finding } from "./finding.ts";
import { probeModel } from "./probe-model.ts";

export interface CheckModelsOptions {
  /** Ask each chat model one short question. */
  readonly probe: boolean;
  /** Endpoints, by host, that do not answer or are not asked, and which it is: their models are not asked either. */
  readonly silent: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal | undefined;
}

/** Looks whether each listed model is there and whole, and whether it answers. */
export async function* checkModels(
  models: readonly ModelListing[],
  workspace: Workspace,
  { probe, silent, signal }: CheckModelsOptions,
): AsyncGenerator<Finding> {
  for (const model of models) {
    // What the built-in list could download is no part of this machine yet.
    if (model.state === "downloadable" && model.origin === "built-in") continue;
    const base = { topic: "models", subject: model.id } as const;
    if (model.state === "no-source") {
      const hints = ['say in models.json where it is ("file" or "endpoint"), or set FOUNDRY_LOCAL_ENDPOINT'];
      yield { ...base, status: "warning", message: "its entry names no source", hints };
      continue;
    }
    if (model.state === "downloadable") {
      yield { ...base, status: "ok", message: "not downloaded", hints: [`assay model download ${model.id}`] };
      continue;
    }
    const silence = silenceOf(model, silent);
    if (silence !== undefined) {
      yield { ...base, status: "warning", message: silence };
      continue;
    }
    try {
      const facts = [await checkFile(model, workspace)];
      if (probe && answersChats(model) && isListedHere(model))
        facts.push(await probeModel(model.id, workspace, signal));
      yield { ...base, status: "ok", message: facts.filter((fact) => fact !== undefined).join("; ") };
    } catch (thrown) {
      const { code, message, hint } = toAssayError(thrown);
      if (code === "aborted" && signal?.aborted) throw thrown;
      // A module or a key that nobody said yes to is not broken: it waits.
      const status = code === "adapter-untrusted" || code === "key-untrusted" ? "warning" : "problem";
      yield { ...base, status, message, ...(hint !== undefined && { hints: [hint] }) };
    }
  }
}

function silenceOf({ source }: ModelListing, silent: CheckModelsOptions["silent"]): string | undefined {
  const address = source?.type === "endpoint" || source?.type === "foundry" ? source.baseUrl : undefined;
  return address === undefined ? undefined : silent.get(new URL(address).host);
}

/** @throws AssayError `model-missing`, `model-invalid` */
async function checkFile({ source, origin }: ModelListing, { locations }: Workspace): Promise<string | undefined> {
  if (source?.type === "endpoint") return source.baseUrl;
  if (source?.type !== "file") return source?.type === "adapter" ? source.modulePath : "made up";
  if (enginesOf(source).length === 0)
    return `${formatOfFile(source.path)?.toUpperCase()} files, which no engine of this version runs`;
  const { memory } = await readFileFacts(source.path);
  const here = `${(memory.weightsBytes / 1e6).toFixed(1)} MB`;
  const expected = origin === "built-in" ? BUILT_IN_DIGESTS[basename(source.path)] : undefined;
  if (expected === undefined) return here;
  const digest = await contentDigest(source.path, { stateDirectory: locations.state });
  if (digest === expected) return `${here}, digest as shipped`;
  throw new AssayError({
    code: "model-invalid",
    message: `${source.path} is not as it was shipped: its digest has changed.`,
    hint: "Install assay again.",
  });
}

/** Loading whatever was downloaded of the built-in list could take long and much: only what someone listed, or ships, is asked. */
function isListedHere({ origin, hub, source }: ModelListing): boolean {
  const isRunnable = source !== undefined && enginesOf(source).length > 0;
  return isRunnable && (hub === undefined || origin !== "built-in");
}

function answersChats({ capabilities }: ModelListing): boolean {
  return capabilities === undefined || capabilities.length === 0 || !capabilities.every((name) => /embed/i.test(name));
}
