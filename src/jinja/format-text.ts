import type { Budget } from "./budget.ts";
import { formatValue } from "./format-number.ts";
import { failed } from "./jinja-error.ts";
import { print, represent } from "./print.ts";
import type { Arguments, Value } from "./value.ts";

const place = /\{\{|\}\}|\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\}|[{}]/g;
const specification = /^(?:(.)?([<>^=]))?([-+ ])?#?(0)?(\d*)(,)?(?:\.(\d+))?([a-zA-Z%])?$/u;

/** Python's `str.format()`; fields may be numbered or named, and have no attributes. */
export function formatText(text: string, args: Arguments, budget: Budget): string {
  let counted = 0;
  let length = text.length;
  return text.replace(place, (whole, field?: string, conversion?: string, format = "") => {
    if (whole === "{{") return "{";
    if (whole === "}}") return "}";
    if (field === undefined) throw failed("a brace of a format stands alone");
    const written = formatField(
      findField(field === "" ? String(counted++) : field, args),
      { conversion, format },
      budget,
    );
    length += written.length;
    budget.text(length);
    return written;
  });
}

function findField(field: string, { positional, named }: Arguments): Value {
  const value = /^\d+$/.test(field) ? positional[Number(field)] : named.get(field);
  if (value === undefined) throw failed(`there is no value for the field "${field}" of a format`);
  return value;
}

function formatField(
  value: Value,
  { conversion, format }: { readonly conversion: string | undefined; readonly format: string },
  budget: Budget,
): string {
  const converted = conversion === "r" ? represent(value, budget) : conversion === "s" ? print(value, budget) : value;
  if (format === "") return print(converted, budget);
  const match = specification.exec(format);
  if (match === null) throw failed(`unknown format "${format}"`);
  const [, fill, align, sign = "", zero, width = "", comma, precision, type = ""] = match;
  return formatValue(
    converted,
    {
      fill: fill ?? (zero === undefined ? " " : "0"),
      align: align ?? (zero === undefined ? undefined : "="),
      sign,
      width: Number(width),
      grouped: comma !== undefined,
      precision: precision === undefined ? undefined : Number(precision),
      type,
    },
    budget,
  );
}
