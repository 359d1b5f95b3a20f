import type { FoundryVariant } from "./foundry-variant.ts";
import { parseModelId } from "./model-id.ts";

/** Variants that a name stands for in a service's list. */
export interface FoundVariants {
  readonly by: "id" | "alias";
  /** Best first; never empty. */
  readonly variants: readonly [FoundryVariant, ...FoundryVariant[]];
}

/**
 * Finds what a name stands for in a service's list, whatever its case: an id with its version, an id without (the
 * highest version), else an alias (all its variants). Undefined when there is nothing.
 */
export function findVariants(wanted: string, listed: readonly FoundryVariant[]): FoundVariants | undefined {
  const name = wanted.trim().toLowerCase();
  const pick = (by: FoundVariants["by"], matches: (variant: FoundryVariant) => boolean): FoundVariants | undefined => {
    const [first, ...others] = listed.filter(matches).sort(compareVariants);
    return first === undefined ? undefined : { by, variants: [first, ...others] };
  };
  return (
    pick("id", ({ id }) => id.toLowerCase() === name) ??
    pick("id", ({ id }) => parseModelId(id).name.toLowerCase() === name) ??
    pick("alias", ({ alias }) => alias?.toLowerCase() === name) ??
    pick("alias", ({ id, alias }) => alias === undefined && isAliasOf(name, id))
  );
}

/**
 * The order in which Foundry Local prefers variants: NPU, a vendor's GPU, CUDA, generic GPU, a vendor's CPU, generic CPU,
 * others; in each the highest version, then the newest, then by id. Source: `model.cc` of its v1 core.
 */
export function compareVariants(a: FoundryVariant, b: FoundryVariant): number {
  return (
    rankOf(a) - rankOf(b) ||
    (parseModelId(b.id).version ?? 0) - (parseModelId(a.id).version ?? 0) ||
    (b.createdAt ?? 0) - (a.createdAt ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

function rankOf({ id, device: said }: FoundryVariant): number {
  const { vendor, device = said } = parseModelId(id);
  switch (device) {
    case "npu":
      return 0;
    case "gpu":
      return vendor === "generic" ? 3 : vendor === "cuda" ? 2 : 1;
    case "cpu":
      return vendor === "generic" ? 5 : 4;
    case undefined:
      return 6;
    default:
      return device satisfies never;
  }
}

/** Lists of v1.x services name no aliases: `phi-4-mini` is taken for `Phi-4-mini-instruct-generic-cpu:5`. */
function isAliasOf(name: string, id: string): boolean {
  return parseModelId(id).model.toLowerCase() === name || toAlias(id) === name;
}

/** Guesses the alias of an id where the service states none. */
export function toAlias(id: string): string {
  return parseModelId(id)
    .model.toLowerCase()
    .replace(/-(instruct|chat|it)$/, "");
}
