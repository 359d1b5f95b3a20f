import { createHash } from "node:crypto";
import type { Plan, TargetPlan } from "../core/run.ts";
import { toCanonicalJson } from "./canonical-json.ts";

/**
 * SHA-256, in hexadecimal, over all of a plan: what is measured, its prompts, and the content of the models' files.
 * A file whose content digest is known may lie elsewhere: the digest stays the same.
 */
export function digestRun(plan: Plan): string {
  return createHash("sha256")
    .update(toCanonicalJson(toIdentity(plan)))
    .digest("hex");
}

/** A plan without what does not matter to its results: where a file lies whose content is known. */
export function toIdentity(plan: Plan): Plan {
  return { ...plan, targets: plan.targets.map(withoutPath) };
}

function withoutPath(target: TargetPlan): TargetPlan {
  if (target.source.type !== "file" || target.contentDigest === undefined) return target;
  return { ...target, source: { ...target.source, path: "" } };
}
