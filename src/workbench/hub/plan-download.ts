import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import {
  type DownloadableSource,
  describeSource,
  isDownloadable,
  stateOfSource,
} from "../../catalog/sources/sources.ts";
import type { ModelSource } from "../../core/engine.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import { type HubReference, parseHubReference } from "../../hub/parse-hub-reference.ts";
import { statFile } from "../../system/stat-file.ts";
import { resolveName } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";

/** Files that a name to download stands for. */
export type DownloadPlan =
  /** It is a file of this disk, and nothing is known of where it could be had. */
  | { readonly type: "here"; readonly path: string; readonly sizeBytes: number }
  | { readonly type: "source"; readonly source: DownloadableSource }
  | HubRepoPlan
  | { readonly type: "url"; readonly url: string };

/** A repository of which a file is still to be chosen. */
export interface HubRepoPlan extends HubReference {
  readonly type: "repo";
}

export interface DownloadChoice {
  readonly file?: string | undefined;
  readonly revision?: string | undefined;
}

/** Finds out what a name to download stands for, without asking the hub. @throws AssayError `unknown-model`, `unsupported`, `invalid-input` */
export async function planDownload(
  name: string,
  workspace: Workspace,
  choice: DownloadChoice = {},
): Promise<DownloadPlan> {
  const named = parseHubReference(name, workspace.env);
  const repo: HubRepoPlan | undefined = named && {
    type: "repo",
    repo: named.repo,
    revision: choice.revision ?? named.revision,
    file: choice.file ?? named.file,
  };
  if (/^https?:\/\//i.test(name)) return repo ?? { type: "url", url: name };
  const [model, second] = await resolveName(name, workspace).catch((thrown) => {
    if (repo !== undefined && toAssayError(thrown).code === "unknown-model") return [];
    throw thrown;
  });
  if (second !== undefined) throw oneAtATime(name);
  const origin = model?.hub ?? model?.source;
  if (origin !== undefined && isDownloadable(origin)) return { type: "source", source: applyChoice(origin, choice) };
  if (model?.source.type === "file") {
    const found = statFile(model.source.path);
    if (found?.isFile()) return { type: "here", path: model.source.path, sizeBytes: found.size };
  }
  if (repo !== undefined) return repo;
  throw notDownloadable(name, model);
}

function applyChoice(source: DownloadableSource, { file, revision }: DownloadChoice): DownloadableSource {
  return {
    ...source,
    ...(file !== undefined && { files: [file] }),
    ...(revision !== undefined && { revision }),
  };
}

function oneAtATime(name: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `${name} stands for several models; only one can be downloaded at a time.`,
    hint: `Name one variant; \`assay model list\` shows them.`,
  });
}

function notDownloadable(name: string, model: ResolvedModel | undefined): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `${name} ${model === undefined ? "is no model that is known" : describePlace(model.source)}, so it cannot be downloaded from the hub.`,
    hint: "`assay model search <words>` finds models of the hub; their names are like owner/name.",
  });
}

function describePlace(source: ModelSource): string {
  return `${describeSource(source)}${stateOfSource(source) === "missing" ? ", which is not there" : ""}`;
}
