import type { ModelSource, PipelineSource } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import { enginesOf } from "../engines/engines.ts";
import { formatOfFile } from "../formats/formats.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { describeSource, isDownloadable } from "./sources/sources.ts";

type Runnable = Pick<ResolvedModel, "id" | "alias" | "source">;

/**
 * Why a model cannot be run as it is: its files are not here, or no engine of this version runs them; absent when nothing is in the way.
 *
 * Codes: `engine-missing` for files of a format without an engine, `model-missing` for what is not downloaded, and those of
 * `withParts()`. Of a pipeline, the first of its parts that cannot be run.
 */
export function refusalOf({ id, alias, source }: Runnable): AssayError | undefined {
  if (enginesOf(source).length === 0) {
    const files = `${formatOf(source)?.toUpperCase() ?? "such"} files`;
    return new AssayError({
      code: "engine-missing",
      message: `This version has no engine for ${files}, which ${id} needs.`,
      hint: `Take another variant, such as a GGUF file: \`assay model info ${alias}:*\` shows them.`,
    });
  }
  if (source.type === "pipeline") return refusalOfPipeline(source);
  if (!isDownloadable(source)) return undefined;
  return new AssayError({
    code: "model-missing",
    message: `${id} ${describeSource(source)} and not downloaded yet.`,
    hint: `Download it with \`assay model download ${id}\`.`,
  });
}

function refusalOfPipeline({ parts = {}, problem }: PipelineSource): AssayError | undefined {
  if (problem !== undefined) return new AssayError(problem);
  for (const part of Object.values(parts)) {
    const refusal = refusalOf(part);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The format of a source's files; absent where it has none, or none that is known. */
function formatOf(source: ModelSource): string | undefined {
  if (source.type === "file") return formatOfFile(source.path);
  return "format" in source ? source.format : undefined;
}

/** @throws AssayError what `refusalOf()` says */
export function requireRunnable(model: Runnable): void {
  const refusal = refusalOf(model);
  if (refusal !== undefined) throw refusal;
}
