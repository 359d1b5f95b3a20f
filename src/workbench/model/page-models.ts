import { readdirSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { taskOf } from "../../catalog/task-of.ts";
import { AssayError } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import { FORMATS, formatOfFile, readFileFacts } from "../../formats/formats.ts";
import { listParts } from "../../formats/list-parts.ts";
import { type ContentDigestOptions, contentDigest } from "../../hub/content-digest.ts";
import { joinDigests } from "../../hub/digest-model.ts";
import { statFile } from "../../system/stat-file.ts";
import type { ModelListing } from "./list-catalog.ts";
import { quoteTemplate } from "./quote-template.ts";

/** A model that a page can run by itself, and all that it takes to run it without a look into its files. */
export interface PageModel {
  readonly id: string;
  readonly alias: string;
  readonly format: "gguf" | "onnx";
  readonly task: string;
  readonly capabilities?: readonly string[] | undefined;
  readonly architecture?: string | undefined;
  readonly parameters?: number | undefined;
  readonly quantisation?: string | undefined;
  readonly licence?: string | undefined;
  readonly contextTokens?: number | undefined;
  readonly trainedContextTokens?: number | undefined;
  /** The template itself, that of its entry before its own; absent when it has none. */
  readonly chatTemplate?: string | undefined;
  readonly templateVariables?: Readonly<Record<string, unknown>> | undefined;
  readonly sizeBytes: number;
  /** SHA-256 over the digests of its files: other content is another model. */
  readonly digest: string;
  /** The one to load comes first. */
  readonly files: readonly PageFile[];
}

export interface PageFile {
  /** Path within the model's folder, with slashes. */
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly digest: string;
}

/** The target of a plan as a list has it. */
export function toPageListing({ device: _, ...target }: TargetPlan): ModelListing {
  return { ...target, engine: undefined, origin: "project", isDefault: true, state: "ready" };
}

/** A page holds a file in one buffer, which no browser makes larger. */
const MOST_BYTES = 2 ** 31;

/**
 * Lists the models whose files a page can run: GGUF of one file, ONNX with all that lies beside its graph.
 *
 * Digests are computed once for each state of a file, which takes a second for each GB. A damaged model is left out: the
 * catalog tells its problem.
 * @throws AssayError `aborted`
 */
export async function listPageModels(
  models: readonly ModelListing[],
  options: ContentDigestOptions,
): Promise<readonly PageModel[]> {
  const found: PageModel[] = [];
  // One after the other: the disk is read no faster by many.
  for (const model of models) {
    const described = await describe(model, options).catch((thrown: unknown) => {
      if (options.signal?.aborted) throw thrown;
      if (thrown instanceof AssayError) return undefined;
      throw thrown;
    });
    if (described !== undefined) found.push(described);
  }
  return found;
}

async function describe(model: ModelListing, options: ContentDigestOptions): Promise<PageModel | undefined> {
  const { source, id, alias } = model;
  if (source?.type !== "file" || statFile(source.path)?.isFile() !== true) return undefined;
  const format = formatOfFile(source.path) ?? "gguf";
  const named = format === "gguf" ? listGgufFiles(source.path) : listOnnxFiles(source.path);
  const sizes = named.map(({ path }) => statFile(path)?.size ?? 0);
  if (named.length === 0 || sizes.some((size) => size > MOST_BYTES)) return undefined;
  const facts = await readFileFacts(source.path);
  const files: PageFile[] = [];
  for (const [index, file] of named.entries())
    files.push({ ...file, sizeBytes: sizes[index] ?? 0, digest: await contentDigest(file.path, options) });
  return {
    id,
    alias,
    format,
    task: taskOf({ task: model.task, capabilities: model.capabilities ?? facts.capabilities }),
    capabilities: model.capabilities ?? facts.capabilities,
    architecture: facts.architecture,
    parameters: model.parameters ?? facts.parameters,
    quantisation: model.quantisation ?? facts.quantisation,
    licence: model.licence ?? facts.licence,
    contextTokens: model.contextTokens,
    trainedContextTokens: model.trainedContextTokens ?? facts.memory.trainedContextTokens,
    chatTemplate: (await quoteTemplate(model.chatTemplate)) ?? facts.chatTemplate,
    templateVariables: model.templateVariables,
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    digest: joinDigests(files.map(({ digest }) => digest)),
    files,
  };
}

type NamedPath = Pick<PageFile, "name" | "path">;

/** None for a model that is split: a page loads one file. */
function listGgufFiles(path: string): readonly NamedPath[] {
  return listParts(path).length > 1 ? [] : [{ name: basename(path), path }];
}

/** The graph, its weights, and the tokenizer and configuration beside it or at the root of its folder. */
function listOnnxFiles(graph: string): readonly NamedPath[] {
  const root = basename(dirname(graph)) === "onnx" ? dirname(dirname(graph)) : dirname(graph);
  const toName = (path: string) => relative(root, path).replaceAll("\\", "/");
  const beside = [root, dirname(graph)].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const files = [...new Set(beside)]
    .filter((path) => statFile(path)?.isFile())
    .map((path) => ({ path: toName(path), sizeBytes: 0 }));
  const companions = FORMATS.find(({ name }) => name === "onnx")?.companionsOf?.(toName(graph), files) ?? [];
  const names = [...listParts(graph).map(toName), ...companions.map(({ path }) => path)];
  return [...new Set(names)].map((name) => ({ name, path: join(root, name) }));
}
