import type { PipelinePart } from "../core/engine.ts";
import { AssayError, toErrorRecord } from "../core/errors.ts";
import { partNamesOf } from "../pipelines/part-names.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/** Resolves a name that a pipeline has for one of its parts. `above`: the pipelines that it is within, the outermost first. */
export type ResolvePart = (name: string, above: readonly string[]) => readonly ResolvedModel[] | undefined;

/**
 * A model with the parts that it is made of, where it is a pipeline.
 *
 * What is wrong with them is kept as its problem: `invalid-file` for a pipeline within itself, `unknown-model` for a part that
 * nothing is known by, or that part's own problem.
 */
export function withParts(model: ResolvedModel, resolve: ResolvePart, above: readonly string[] = []): ResolvedModel {
  if (model.source.type !== "pipeline") return model;
  const path = [...above, model.alias];
  try {
    if (above.includes(model.alias)) throw withinItself(path);
    const names = partNamesOf(model.source.definition);
    const parts = names.map((name) => [name, resolvePart(name, resolve, path)] as const);
    const sizeBytes = model.sizeBytes ?? sizeOf(parts.map(([, part]) => part));
    return {
      ...model,
      source: { ...model.source, parts: Object.fromEntries(parts) },
      ...(sizeBytes !== undefined && { sizeBytes }),
    };
  } catch (thrown) {
    return { ...model, source: { ...model.source, problem: toErrorRecord(thrown) } };
  }
}

function resolvePart(name: string, resolve: ResolvePart, path: readonly string[]): PipelinePart {
  const [found, ...others] = resolve(name, path) ?? [];
  if (found === undefined || others.length > 0) throw partUnclear(path.at(-1) ?? "", name, others.length);
  if (found.source.type === "pipeline" && found.source.problem !== undefined)
    throw new AssayError(found.source.problem);
  const { id, alias, engine, source, device, contextTokens, chatTemplate, templateVariables, sizeBytes, price } = found;
  const facts = { device, contextTokens, chatTemplate, templateVariables, sizeBytes, price };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { name, id, alias, engine, source, ...known };
}

/** Bytes of all files, each counted once; absent where one of them is not known. */
function sizeOf(parts: readonly PipelinePart[]): number | undefined {
  const bySource = new Map(parts.map(({ source, sizeBytes }) => [JSON.stringify(source), sizeBytes]));
  const sizes = [...bySource.values()];
  return sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size = 0) => sum + size, 0);
}

function withinItself(path: readonly string[]): AssayError {
  return new AssayError({
    code: "invalid-file",
    message: `The pipeline ${path.at(-1)} is a part of itself: ${path.join(" > ")}.`,
    hint: "Name another model in one of them in models.json.",
  });
}

function partUnclear(pipeline: string, name: string, others: number): AssayError {
  return new AssayError({
    code: "unknown-model",
    message:
      others === 0
        ? `The pipeline ${pipeline} needs ${JSON.stringify(name)}, which no model is named.`
        : `The pipeline ${pipeline} needs ${JSON.stringify(name)}, which stands for several models.`,
    hint: "`assay model list` shows the names; correct the pipeline in models.json.",
  });
}
