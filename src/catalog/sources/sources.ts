import type { z } from "zod";
import type { ModelSource, PipelineSource } from "../../core/engine.ts";
import { statFile } from "../../system/stat-file.ts";
import { adapterSource } from "./adapter.ts";
import { endpointSource } from "./endpoint.ts";
import { fileSource } from "./file.ts";
import { foundrySource } from "./foundry.ts";
import { hubSource } from "./hub.ts";
import { pipelineSource } from "./pipeline.ts";
import { scriptSource } from "./script.ts";
import type { SourceDefinition, SourceOf, SourceType } from "./source-definition.ts";

/**
 * Every kind of source by its key in models.json; a new one is a file beside this one and a line here. A file stands
 * before a hub, which is taken where the file is not there.
 */
const SOURCES = {
  file: fileSource,
  hub: hubSource,
  endpoint: endpointSource,
  foundry: foundrySource,
  pipeline: pipelineSource,
  adapter: adapterSource,
  script: scriptSource,
} as const satisfies { readonly [Type in SourceType]: SourceDefinition<Type> };

type Sources = typeof SOURCES;

/** A source of which a download makes a file. */
export type DownloadableSource = SourceOf<
  { [Type in SourceType]: Sources[Type]["place"] extends "downloadable" ? Type : never }[SourceType]
>;

/** Sources as models.json writes them, and where each of them stands. */
export type WrittenSources = { readonly [Type in SourceType]?: z.output<Sources[Type]["schema"]> | undefined };

/**
 * Whether what a source names is there, as far as that can be told without asking anyone.
 *
 * `ready`: its file is there; `missing`: it is not; `downloadable`: it is on a hub and not here; `remote`: something else
 * answers in its place; `scripted`: it needs no file.
 */
export type SourceState = "ready" | "missing" | "downloadable" | "remote" | "scripted";

const SOURCE_TYPES = Object.keys(SOURCES) as readonly SourceType[];

/** The keys of models.json that name a source, for the schema of an entry. */
export const sourceShape = Object.fromEntries(
  SOURCE_TYPES.map((type) => [type, SOURCES[type].schema.optional().describe(SOURCES[type].description)]),
) as { [Type in SourceType]: z.ZodOptional<Sources[Type]["schema"]> };

/** The kinds of source that an entry names. */
export function sourceTypesOf(written: WrittenSources): readonly SourceType[] {
  return SOURCE_TYPES.filter((type) => written[type] !== undefined);
}

/** The source that an entry names; absent when it names none. */
export function toSource(written: WrittenSources, toPath: (written: string) => string): ModelSource | undefined {
  const [type] = sourceTypesOf(written);
  return type === undefined ? undefined : definitionOf(type).toSource(written[type], toPath);
}

/** Whether something else answers in the model's place, so that nothing of it is loaded here. */
export function isRemote({ type }: ModelSource): boolean {
  return SOURCES[type].place === "elsewhere";
}

export function isDownloadable(source: ModelSource): source is DownloadableSource {
  return SOURCES[source.type].place === "downloadable";
}

/** Finds the file that a download has made of a source; absent where none has. */
export function findDownloaded(source: ModelSource, cacheDirectory: string): string | undefined {
  const definition = definitionOf(source.type);
  return definition.place === "downloadable" ? definition.findDownloaded(source, cacheDirectory) : undefined;
}

export function stateOfSource(source: ModelSource): SourceState {
  const definition = definitionOf(source.type);
  if (definition.place === "downloadable") return "downloadable";
  if (definition.place === "elsewhere") return "remote";
  if (source.type === "pipeline") return stateOfPipeline(source);
  const file = definition.fileOf?.(source);
  if (file === undefined) return "scripted";
  return statFile(file) === undefined ? "missing" : "ready";
}

/** It can be run where all of its parts can. */
function stateOfPipeline({ parts = {}, problem }: PipelineSource): SourceState {
  const states = Object.values(parts).map(({ source }) => stateOfSource(source));
  return problem === undefined && !states.some((one) => one === "missing" || one === "downloadable")
    ? "ready"
    : "missing";
}

/** Says where a model is; completes "The model ...". */
export function describeSource(source: ModelSource): string {
  return definitionOf(source.type).describe(source);
}

/** A definition as the source of its own type is given to it: methods, which the compiler lets take less than they promise. */
function definitionOf(type: SourceType): SourceDefinition {
  return SOURCES[type];
}
