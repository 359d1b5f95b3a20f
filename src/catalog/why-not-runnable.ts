import type { ModelSource } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import { enginesOf } from "../engines/engines.ts";
import { formatOfFile } from "../formats/formats.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { describeSource, isDownloadable } from "./sources/sources.ts";

type Runnable = Pick<ResolvedModel, "id" | "alias" | "source">;

/**
 * Why a model cannot be run as it is: its files are not here, or no engine of this version runs them; absent when nothing is in the way.
 *
 * Codes: `engine-missing` for files of a format without an engine, `model-missing` for what is not downloaded.
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
  if (!isDownloadable(source)) return undefined;
  return new AssayError({
    code: "model-missing",
    message: `${id} ${describeSource(source)} and not downloaded yet.`,
    hint: `Download it with \`assay model download ${id}\`.`,
  });
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
