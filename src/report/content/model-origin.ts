import type { Scorecard } from "../../bench/summary/scorecard.ts";
import { licenceClassOf } from "../../catalog/licences.ts";
import type { PipelineSource } from "../../core/engine.ts";
import type { TargetPlan } from "../../core/run.ts";
import { formatQuantity } from "../format/format-quantity.ts";

/** Where a target's answers come from, such as `file notes-mini.gguf` or `endpoint http://localhost:5273/v1, model phi-4-mini`. */
export function describeOrigin({ source }: TargetPlan): string {
  switch (source.type) {
    case "file":
      return `file ${nameOf(source.path)}`;
    case "endpoint":
      return `endpoint ${source.baseUrl}${source.model === undefined ? "" : `, model ${source.model}`}`;
    case "foundry":
      return `Foundry Local, model ${source.model}`;
    case "hub":
      return `hub ${source.repo}`;
    case "adapter":
      return `module ${nameOf(source.modulePath)}`;
    case "pipeline":
      return `pipeline of ${partNames(source)}`;
    case "script":
      return "made up";
  }
  return source satisfies never;
}

/** A target's licence, origin, size and digest, each told or said to be unknown. */
export function describeProvenance({ target, info }: Scorecard): string {
  const { licence, licenceUrl, commercialUse, contentDigest, sizeBytes = info?.sizeBytes } = target;
  const licenceClass = licence === undefined ? undefined : licenceClassOf(licence);
  const use = commercialUse === undefined ? "unknown" : commercialUse ? "permitted" : "not permitted";
  return [
    `licence ${licence ?? "unknown"}${licenceUrl === undefined ? "" : ` (${licenceUrl})`}`,
    `commercial use ${use} (licence class ${licenceClass?.replaceAll("-", " ") ?? "unknown"})`,
    describeOrigin(target),
    ...(sizeBytes === undefined ? [] : [formatQuantity(sizeBytes, "bytes")]),
    contentDigest === undefined ? "no digest, as it is no file" : `SHA-256 ${contentDigest}`,
  ].join(", ");
}

/** The models of a pipeline by what their names stood for, such as `a and b`. */
export function partNames({ parts = {} }: PipelineSource): string {
  return new Intl.ListFormat("en-GB").format(Object.values(parts).map(({ id }) => id));
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
