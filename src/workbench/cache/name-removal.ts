import { AssayError, toAssayError } from "../../core/errors.ts";
import type { RemovalTarget } from "../../hub/cache/remove-from-cache.ts";
import { planDownload } from "../hub/plan-download.ts";
import type { Workspace } from "../workspace.ts";

/** Resolves a name in the cache: an alias means the files of its repository, anything else itself. @throws AssayError `invalid-input` */
export async function nameRemoval(name: string, workspace: Workspace): Promise<RemovalTarget> {
  if (/^https?:\/\//i.test(name) && URL.canParse(name)) {
    const { origin, pathname } = new URL(name);
    if (/\.gguf$/i.test(pathname)) return { name: `${origin}${pathname}` };
  }
  const plan = await planDownload(name, workspace).catch((thrown) => {
    // What models.json no longer lists may lie in the cache all the same.
    if (["unknown-model", "unsupported"].includes(toAssayError(thrown).code)) return undefined;
    throw thrown;
  });
  switch (plan?.type) {
    case "source":
      return { name: plan.source.repo, files: plan.source.files };
    case "repo":
      return { name: plan.repo };
    case "here":
      throw new AssayError({
        code: "invalid-input",
        message: `${name} is the file ${plan.path}, which assay has not downloaded.`,
        hint: "Delete the file itself if you no longer want it.",
      });
    default:
      return { name };
  }
}
