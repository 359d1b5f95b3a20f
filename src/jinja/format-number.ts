import type { Budget } from "./budget.ts";
import { failed } from "./jinja-error.ts";
import { print, printFloat } from "./print.ts";
import { isFloat, isNumeric, numberOf, type Value } from "./value.ts";

/** How one value is to be written: the parts of a format such as `>+08.2f`. */
export interface NumberFormat {
  readonly fill: string;
  readonly align: string | undefined;
  readonly sign: string;
  readonly width: number;
  readonly grouped: boolean;
  readonly precision: number | undefined;
  readonly type: string;
}

/** Most digits and blanks of one value: whoever asks for more wants to fill the memory. */
const mostWidth = 10_000;

export function formatValue(value: Value, format: NumberFormat, budget: Budget): string {
  if (format.width > mostWidth || (format.precision ?? 0) > 100) throw failed("a format is too wide");
  const isNumber = isNumeric(value) && format.type !== "s" && (typeof value !== "boolean" || format.type !== "");
  const body = isNumber
    ? formatNumber(numberOf(value), isFloat(value), format)
    : cut(print(value, budget), format.precision);
  return pad(body, format.align ?? (isNumber ? ">" : "<"), format);
}

function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : [...text].slice(0, precision).join("");
}

function formatNumber(value: number, isFloatValue: boolean, { type, precision, sign, grouped }: NumberFormat): string {
  const size = Math.abs(value);
  const digits = writeDigits(size, { type, precision, isFloatValue });
  const [whole = "", ...fraction] = digits.split(".");
  const body = [grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole, ...fraction].join(".");
  const mark = value < 0 || Object.is(value, -0) ? "-" : sign === "+" || sign === " " ? sign : "";
  return mark + body;
}

function writeDigits(
  size: number,
  { type, precision, isFloatValue }: { type: string; precision: number | undefined; isFloatValue: boolean },
): string {
  const exponent = (text: string) => text.replace(/e([+-])(\d)$/, "e$10$2");
  switch (type) {
    case "d":
    case "i":
    case "u":
      return String(Math.trunc(size));
    case "x":
      return size.toString(16);
    case "X":
      return size.toString(16).toUpperCase();
    case "o":
      return size.toString(8);
    case "b":
      return size.toString(2);
    case "f":
    case "F":
      return size.toFixed(precision ?? 6);
    case "%":
      return `${(size * 100).toFixed(precision ?? 6)}%`;
    case "e":
      return exponent(size.toExponential(precision ?? 6));
    case "g":
      return exponent(String(Number(size.toPrecision(precision ?? 6))));
    case "":
      if (precision !== undefined) return exponent(String(Number(size.toPrecision(precision))));
      return isFloatValue ? printFloat(size) : String(size);
    default:
      throw failed(`unknown format "${type}"`);
  }
}

function pad(text: string, align: string, { width, fill }: NumberFormat): string {
  const missing = Math.max(0, width - [...text].length);
  if (align === "<") return text + fill.repeat(missing);
  if (align === "^") return fill.repeat(Math.floor(missing / 2)) + text + fill.repeat(Math.ceil(missing / 2));
  if (align === "=" && /^[-+ ]/.test(text)) return text.charAt(0) + fill.repeat(missing) + text.slice(1);
  return fill.repeat(missing) + text;
}
