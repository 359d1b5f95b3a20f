import type { LoadTarget } from "../../bench/run/loaded-targets.ts";
import { type LoadContext, loadResolved } from "../model/load-resolved.ts";

/** Creates the function that loads a plan's targets, each as the plan says. */
export function createTargetLoader(context: LoadContext): LoadTarget {
  return (target, { signal }) => {
    const { threads, contextTokens } = target;
    return loadResolved(target, { signal, threads, contextTokens }, context);
  };
}
