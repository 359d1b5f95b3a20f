import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import type { BareWorkspace } from "../workspace.ts";

/** The set that is meant where none is named. */
export const USUAL_SET = "documents";

/** The file of a set. @throws AssayError `invalid-input` for a name that could lead elsewhere */
export function fileOfSet(set: string, { directory }: Pick<BareWorkspace, "directory">): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(set))
    throw new AssayError({
      code: "invalid-input",
      message: `The name of a set of documents must be of letters, digits, . _ and -, not ${JSON.stringify(set)}.`,
    });
  return join(directory, "document-sets", `${set}.sqlite`);
}
