import { basename, join, resolve } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { checkJson } from "../../json/check-json.ts";
import { toFileError } from "../../json/file-problem.ts";
import { type JsonDocument, parseJson } from "../../json/parse-json.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import { nameOfHosted, type PriceTable } from "../price-table.ts";
import { pricesFileSchema } from "./prices-schema.ts";

/** The prices of a project, in its folder. */
const PROJECT_PRICES = "prices.json";
const DAY_MS = 86_400_000;

export interface ReadPricesOptions {
  /** The project's folder, which relative paths start from. */
  readonly directory: string;
  /** A file; absent: the project's `prices.json`. */
  readonly path?: string | undefined;
  readonly now: Date;
}

/**
 * Reads the project's table of prices.
 *
 * @returns absent where the project has none
 * @throws AssayError `invalid-input` when there is no such file; `invalid-file` when it is wrong; `storage-failed`
 */
export async function readPrices({ directory, path, now }: ReadPricesOptions): Promise<PriceTable | undefined> {
  const file = path === undefined ? join(directory, PROJECT_PRICES) : resolve(directory, path);
  const text = await readTextFile(file);
  if (text !== undefined) return parsePrices(file, text, now);
  if (path === undefined) return undefined;
  throw new AssayError({
    code: "invalid-input",
    message: `There is no table of prices ${file}.`,
    hint: "Name a prices.json; docs/costs.md shows what it holds.",
  });
}

/**
 * Checks the text of a table of prices; errors name its path, the line and the key.
 *
 * @throws AssayError `invalid-file`
 */
export function parsePrices(file: string, text: string, now: Date): PriceTable {
  const document = parseJson(file, text);
  const { $schema: _, schema: __, models = [], ...content } = checkJson(document, pricesFileSchema);
  const { date, currency } = content;
  const prices = models.map((model) => ({ ...model, currency: model.currency ?? currency, date: model.date ?? date }));
  const problems = [
    ...findFuture([date], now).map(() => document.problemAt(["date"], IN_FUTURE)),
    ...prices.flatMap((model, index) =>
      findFuture([model.date], now).map(() => document.problemAt(["models", index, "date"], IN_FUTURE)),
    ),
    ...findTwice(prices.map(nameOfHosted), document),
  ];
  if (problems.length > 0) throw toFileError(file, problems);
  return { name: basename(file), ...content, hosted: prices };
}

const IN_FUTURE = "must not lie in the future: nobody knows the prices of a day to come";

/** A day ahead may be today elsewhere. */
function findFuture(dates: readonly string[], now: Date): readonly string[] {
  return dates.filter((date) => Date.parse(date) > now.getTime() + DAY_MS);
}

function findTwice(names: readonly string[], { problemAt }: JsonDocument) {
  return names.flatMap((name, index) => {
    const first = names.findIndex((other) => other.toLowerCase() === name.toLowerCase());
    if (first === index) return [];
    return [problemAt(["models", index], `must have one price: ${name} is model ${first + 1} too`)];
  });
}
