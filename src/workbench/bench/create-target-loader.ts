import type { LoadTarget } from "../../bench/run/loaded-targets.ts";
import { AssayError } from "../../core/errors.ts";
import { type LoadContext, loadResolved } from "../model/load-resolved.ts";

export interface TargetLoaderContext extends LoadContext {
  /** Loads targets in a page of a browser; absent: there is none. */
  readonly loadInPage?: LoadTarget | undefined;
}

/** Creates the function that loads a plan's targets, each as the plan says and where it says. */
export function createTargetLoader(context: TargetLoaderContext): LoadTarget {
  return async (target, { signal }) => {
    const { device, threads, contextTokens } = target;
    if (device !== "browser") return loadResolved({ ...target, device }, { signal, threads, contextTokens }, context);
    if (context.loadInPage !== undefined) return context.loadInPage(target, { signal });
    throw new AssayError({
      code: "device-absent",
      message: `${target.id} is to be measured in a page, and there is no browser here.`,
      hint: "Measure it with the command line, which opens a page: assay bench.",
    });
  };
}
