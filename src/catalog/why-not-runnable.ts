import { AssayError } from "../core/errors.ts";
import { formatOfFile } from "../formats/formats.ts";
import type { ResolvedModel } from "./resolved-model.ts";

type Runnable = Pick<ResolvedModel, "id" | "alias" | "source">;

/**
 * Why a model cannot be run as it is: its files are not here, or no engine of this version runs them; absent when nothing is in the way.
 *
 * Codes: `engine-missing` for ONNX files, `model-missing` for what is not downloaded.
 */
export function refusalOf({ id, alias, source }: Runnable): AssayError | undefined {
  const format = source.type === "file" ? formatOfFile(source.path) : source.type === "hub" ? source.format : undefined;
  if (format === "onnx")
    return new AssayError({
      code: "engine-missing",
      message: `Cannot run ${id} as there must be an engine for its files: this version has no engine for ONNX files`,
      hint: `Take a GGUF variant: \`assay model info ${alias}:*\` shows them.`,
    });
  if (source.type !== "hub") return undefined;
  return new AssayError({
    code: "model-missing",
    message: `Cannot run ${id} as its files must be here: they are at ${source.repo} and not downloaded`,
    hint: `Type: assay model download ${id}`,
  });
}

/** @throws AssayError what `refusalOf()` says */
export function requireRunnable(model: Runnable): void {
  const refusal = refusalOf(model);
  if (refusal !== undefined) throw refusal;
}
