import { getAttribute } from "./attributes.ts";
import { failed } from "./jinja-error.ts";
import { listFilters } from "./list-filters.ts";
import type { Filter } from "./runtime.ts";
import { textFilters } from "./text-filters.ts";
import { isFloat, isNumeric, isTrue, numberOf, toFloat, typeName, type Value } from "./value.ts";

/** Every filter that Jinja2 has and a chat template may use. */
export const filters: Readonly<Record<string, Filter>> = {
  __proto__: null as never,
  ...textFilters,
  ...listFilters,
  default: orDefault,
  d: orDefault,
  attr: (value, args, { budget }) => getAttribute(value, args.text(0) ?? "", budget),
  abs: (value) => {
    const number = toNumber(value);
    return isFloat(value) ? toFloat(Math.abs(number)) : Math.abs(number);
  },
  int: (value, args) => {
    const number = typeof value === "string" ? Number(value.trim() === "" ? Number.NaN : value) : readNumber(value);
    return number !== undefined && Number.isFinite(number) ? Math.trunc(number) : (args.get(0, "default") ?? 0);
  },
  float: (value, args) => {
    const number = typeof value === "string" ? Number(value.trim() === "" ? Number.NaN : value) : readNumber(value);
    return number !== undefined && !Number.isNaN(number) ? toFloat(number) : (args.get(0, "default") ?? toFloat(0));
  },
  round: (value, args) => {
    const scale = 10 ** (args.integer(0, "precision") ?? 0);
    const scaled = toNumber(value) * scale;
    const method = args.text(1, "method") ?? "common";
    return toFloat(
      (method === "ceil" ? Math.ceil(scaled) : method === "floor" ? Math.floor(scaled) : roundHalfEven(scaled)) / scale,
    );
  },
};

function orDefault(value: Value, args: Parameters<Filter>[1]): Value {
  const missing = value === undefined || (isTrue(args.get(1, "boolean")) && !isTrue(value));
  return missing ? (args.get(0, "default_value") ?? "") : value;
}

function readNumber(value: Value): number | undefined {
  return isNumeric(value) ? numberOf(value) : undefined;
}

function toNumber(value: Value): number {
  if (isNumeric(value)) return numberOf(value);
  throw failed(`a number is required, not ${typeName(value)}`);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
