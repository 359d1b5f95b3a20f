import { taskOf } from "../../catalog/task-of.ts";
import { AssayError } from "../../core/errors.ts";
import type { ModelListing } from "./list-catalog.ts";

/** Keys of a filter, and the values that a model has there. */
const VALUES = {
  alias: ({ alias }) => [alias],
  device: ({ device, state }) => (state === "remote" ? [] : [device ?? "cpu"]),
  licence: ({ licence, commercialUse }) => [licence ?? "unknown", ...(commercialUse === true ? ["commercial"] : [])],
  provider: ({ engine, device, state }) => [
    engine ?? "none",
    ...(device === "gpu" || state === "remote" ? [] : ["CPUExecutionProvider"]),
  ],
  task: (model) => [taskOf(model), ...(model.capabilities ?? [])],
} as const satisfies Readonly<Record<string, (model: ModelListing) => readonly string[]>>;

/**
 * Makes a filter of `key=value`: a value may begin with `!` for everything else and end with `*` for all that begins so;
 * case does not matter.
 *
 * @throws AssayError `invalid-input` for an unknown key, with those that are known
 */
export function parseListingFilter(text: string): (model: ModelListing) => boolean {
  const [, key = "", negation, value = ""] = /^\s*([^=]*?)\s*=\s*(!?)\s*(.*?)\s*$/s.exec(text) ?? [];
  const name = (key.toLowerCase() === "license" ? "licence" : key.toLowerCase()) as keyof typeof VALUES;
  if (!Object.hasOwn(VALUES, name) || value === "")
    throw new AssayError({
      code: "invalid-input",
      message: `A filter must be key=value with one of the keys ${Object.keys(VALUES).join(", ")}, not ${JSON.stringify(text)}`,
      hint: 'Write it as task=chat, "alias=qwen*" or "licence=!gemma".',
    });
  const wanted = value.toLowerCase();
  const isWanted = (found: string) => (wanted.endsWith("*") ? found.startsWith(wanted.slice(0, -1)) : found === wanted);
  return (model) => VALUES[name](model).some((found) => isWanted(found.toLowerCase())) !== (negation === "!");
}

/** Makes a filter for models that have each of the words in their name, task, licence or description; case does not matter. */
export function hasWords(words: readonly string[]): (model: ModelListing) => boolean {
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== "");
  return (model) => {
    const { id, catalogId, publisher, licence, description, capabilities = [] } = model;
    const text = [id, catalogId, publisher, licence, description, taskOf(model), ...capabilities]
      .join(" ")
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}
