import { AssayError } from "../core/errors.ts";
import type { Constraints } from "./constraints.ts";

/** Constraints as people write them: `2GB`, `1500ms`, `80%`. */
export interface ConstraintTexts {
  readonly maxMemory?: string | undefined;
  readonly memory?: string | undefined;
  readonly maxP95?: string | undefined;
  readonly maxTtft?: string | undefined;
  readonly minQuality?: string | undefined;
  readonly maxFootprint?: string | undefined;
  readonly minTokensPerSecond?: string | undefined;
  readonly licence?: string | undefined;
}

/**
 * Reads constraints from text. GB is 10^9 bytes and GiB 2^30; a bare number is bytes, ms, tokens/s or a share of 1.
 *
 * @throws AssayError `invalid-input` naming the constraint and the forms that it takes
 */
export function parseConstraints(texts: ConstraintTexts): Constraints {
  const constraints: Constraints = {
    maxMemoryBytes: read("memory limit", texts.maxMemory, parseBytes, BYTES),
    memory: read("kind of memory", texts.memory, oneOf("resident", "proportional"), "resident or proportional"),
    maxP95Ms: read("p95 limit", texts.maxP95, parseMs, TIME),
    maxTtftMs: read("ttft limit", texts.maxTtft, parseMs, TIME),
    minQuality: read("minimum quality", texts.minQuality, parseShare, "a share from 0 to 1, such as 0.8 or 80%"),
    maxFootprintBytes: read("footprint limit", texts.maxFootprint, parseBytes, BYTES),
    minTokensPerSecond: read(
      "minimum decode rate",
      texts.minTokensPerSecond,
      parseRate,
      "tokens/s above 0, such as 20",
    ),
    licence: read("licence", texts.licence, oneOf("commercial"), "commercial"),
  };
  return Object.fromEntries(Object.entries(constraints).filter(([, value]) => value !== undefined));
}

const BYTES = "a size above 0, such as 2GB, 512MB or 1.5GiB";
const TIME = "a time above 0, such as 1500ms or 1.5s";
const BYTES_PER_UNIT = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};
const MS_PER_UNIT = { ms: 1, s: 1000, min: 60_000 };
const TOKENS_PER_SECOND = { "tokens/s": 1, "tok/s": 1, "t/s": 1 };

function read<T>(
  name: string,
  text: string | undefined,
  parse: (text: string) => T | undefined,
  forms: string,
): T | undefined {
  if (text === undefined) return undefined;
  const value = parse(text.trim().toLowerCase());
  if (value !== undefined) return value;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot read constraints as the ${name} must be ${forms}: current value is ${JSON.stringify(text)}`,
  });
}

function parseBytes(text: string): number | undefined {
  return amountIn(text, BYTES_PER_UNIT);
}

function parseMs(text: string): number | undefined {
  return amountIn(text, MS_PER_UNIT);
}

function parseRate(text: string): number | undefined {
  return amountIn(text, TOKENS_PER_SECOND);
}

function parseShare(text: string): number | undefined {
  const [, amount, percent] = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text) ?? [];
  const share = Number(amount) / (percent === "%" ? 100 : 1);
  return share >= 0 && share <= 1 ? share : undefined;
}

/** A positive amount with one of the units, or with none. */
function amountIn(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?|\.\d+)\s*(\D*)$/.exec(text) ?? [];
  const factor = unit === "" ? 1 : Object.hasOwn(units, unit) ? units[unit] : undefined;
  const value = Number(amount) * (factor ?? Number.NaN);
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

function oneOf<const T extends string>(...values: readonly T[]): (text: string) => T | undefined {
  return (text) => values.find((value) => value === text);
}
