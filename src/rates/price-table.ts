import { AssayError } from "../core/errors.ts";
import type { HostedPrice, Rates } from "../core/rates.ts";
import { nearNames } from "../lib/near-names.ts";

/** Prices as somebody stated them on a day: what `prices.json` holds. */
export interface PriceTable extends Omit<Rates, "wattsPerCore"> {
  /** Where it was read, to be shown: `prices.json`. */
  readonly name: string;
  readonly date: string;
  readonly currency: string;
  readonly hosted: readonly HostedPrice[];
}

/** Such as `openai/gpt-4o-mini`. */
export function nameOfHosted({ provider, model }: Pick<HostedPrice, "provider" | "model">): string {
  return `${provider}/${model}`;
}

/**
 * Finds a hosted model by `provider/model`, or by the model alone where one provider has it.
 *
 * @throws AssayError `unknown-model` with near names, `invalid-input` where several providers have it
 */
export function findHosted(models: readonly HostedPrice[], name: string): HostedPrice {
  const wanted = name.trim().toLowerCase();
  const found = models.filter((one) => [one.model, nameOfHosted(one)].some((known) => known.toLowerCase() === wanted));
  const [first, ...others] = found;
  if (first === undefined) throw unknownHosted(models, name);
  if (others.length === 0) return first;
  throw new AssayError({
    code: "invalid-input",
    message: `${JSON.stringify(name)} has a price of several providers.`,
    hint: `Name one of them: ${found.map(nameOfHosted).join(", ")}.`,
  });
}

/** The models of both tables; a price of the first stands in front of one of the second. */
export function mergeHosted(first: readonly HostedPrice[], second: readonly HostedPrice[]): readonly HostedPrice[] {
  const known = new Set(first.map((one) => nameOfHosted(one).toLowerCase()));
  return [...first, ...second.filter((one) => !known.has(nameOfHosted(one).toLowerCase()))];
}

/** People write `gpt4o` for `gpt-4o`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function unknownHosted(models: readonly HostedPrice[], name: string): AssayError {
  const names = models.map(nameOfHosted);
  const alike = names.filter((known) => plain(known).includes(plain(name)));
  const near = alike.length > 0 ? alike : nearNames(name, [...names, ...models.map(({ model }) => model)]);
  return new AssayError({
    code: "unknown-model",
    message: `No price of ${JSON.stringify(name)} is stated.`,
    hint:
      near.length > 0
        ? `Did you mean ${near.join(", ")}? Else add it to the models of prices.json.`
        : `There are prices of ${names.join(", ")}. Add others to the models of prices.json.`,
  });
}
