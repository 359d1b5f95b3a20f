import { basename } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { pluralize } from "../../lib/pluralize.ts";

const MOST_NAMES = 4;

/** The error for a model whose files are not all there. @param missing paths or names of those that are not */
export function incompleteModel(model: string, missing: readonly string[]): AssayError {
  const names = missing.slice(0, MOST_NAMES).map((path) => basename(path));
  const more = missing.length > MOST_NAMES ? ` and ${pluralize(missing.length - MOST_NAMES, "more file")}` : "";
  return new AssayError({
    code: "model-missing",
    message: `${model} is not complete: ${names.join(", ")}${more} ${missing.length === 1 ? "is" : "are"} missing.`,
    hint: "Get the missing files and put them beside the others, or choose another model.",
  });
}
