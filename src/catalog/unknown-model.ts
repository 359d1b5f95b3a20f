import { AssayError } from "../core/errors.ts";
import { nearNames } from "../lib/near-names.ts";
import type { Catalog, CatalogModel } from "./catalog.ts";

/** More names than a line can hold are not read. */
const SHOWN_NAMES = 12;

/** The error for an alias whose entry says nowhere where the model is. */
export function sourceMissing(alias: string): AssayError {
  return new AssayError({
    code: "unknown-model",
    message: `The entry of ${alias} in models.json has no source.`,
    hint: `Add one to the entry, such as "file": "models/${alias}.gguf" or "endpoint": { "baseUrl": "http://localhost:5273/v1", "model": "${alias}" }, or set FOUNDRY_LOCAL_ENDPOINT.`,
  });
}

/** The error for `alias:qualifier` of a model that has no such variant or version. */
export function variantMissing({ alias, variants }: CatalogModel, qualifier: string): AssayError {
  if (variants.length === 0) return sourceMissing(alias);
  const kind = /^\d+$/.test(qualifier) ? "version" : "variant";
  const names = variants.flatMap(({ name, facts }) => (kind === "version" ? facts.version : name) ?? []);
  return new AssayError({
    code: "unknown-model",
    message: `${alias} has no ${kind} ${JSON.stringify(qualifier)}.`,
    hint: names.length > 0 ? `It has ${names.map((known) => `${alias}:${known}`).join(", ")}.` : `Name it ${alias}.`,
  });
}

/** The aliases and variants of a catalog that are near to a name. */
export function nearModels(name: string, { models }: Catalog): readonly string[] {
  const known = [...models.values()].flatMap(({ alias, variants }) => [
    alias,
    ...variants.flatMap((variant) => (variant.name === undefined ? [] : `${alias}:${variant.name}`)),
  ]);
  return nearNames(name, known);
}

/** The error for a name that leads nowhere, with the names that are near. */
export function nameUnknown(name: string, catalog: Catalog): AssayError {
  const near = nearModels(name, catalog);
  const isPath = /[\\/]/.test(name);
  return new AssayError({
    code: "unknown-model",
    message: isPath
      ? `${JSON.stringify(name)} is no existing folder or .gguf file, and no known model.`
      : `No model is named ${JSON.stringify(name)}.`,
    hint: name.endsWith(".json")
      ? "A .json file is no model: if it is a prompt set, name it as one."
      : near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : `Known are ${shorten([...catalog.models.keys()])}; a path to a .gguf file or http://host/v1#model works too.`,
    ...(name.endsWith(".json") && { remedies: ["name-prompts"] }),
  });
}

function shorten(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, SHOWN_NAMES).join(", ");
  return names.length > SHOWN_NAMES ? `${shown} and more, which \`assay model list\` shows` : shown;
}
