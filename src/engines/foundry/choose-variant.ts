import type { LoadOptions } from "../../core/engine.ts";
import { nearNames } from "../../lib/near-names.ts";
import { findVariants, toAlias } from "../../wire/foundry/find-variants.ts";
import type { FoundryVariant } from "../../wire/foundry/foundry-variant.ts";
import { unknownModel, withoutDevice } from "./errors.ts";
import type { FoundryService } from "./foundry-service.ts";

/**
 * Chooses the variant that a name means: an id is that one; of an alias, those on the device asked for, in the service's
 * order, and of these the first that has been downloaded: a measurement must not wait for a download.
 *
 * @throws AssayError `unknown-model` with near names, `device-absent`
 */
export async function chooseVariant(
  wanted: string,
  service: FoundryService,
  origin: string,
  { device, signal }: Pick<LoadOptions, "device" | "signal">,
): Promise<FoundryVariant> {
  const listed = await service.listVariants(signal);
  const found = findVariants(wanted, listed);
  if (found === undefined) {
    const unlisted = await service.findVariant(wanted, signal);
    if (unlisted !== undefined) return unlisted;
    throw unknownModel(wanted, origin, nearNames(wanted, new Set(listed.flatMap(namesOf))));
  }
  if (found.by === "id") return found.variants[0];
  const suitable = found.variants.filter((variant) => device === undefined || variant.device === device);
  const chosen = suitable.find(({ cached }) => cached) ?? suitable[0];
  if (chosen !== undefined) return chosen;
  throw withoutDevice(
    wanted,
    device?.toUpperCase() ?? "machine",
    found.variants.map(({ id }) => id),
  );
}

function namesOf({ id, alias }: FoundryVariant): readonly string[] {
  return [alias ?? toAlias(id), id];
}
