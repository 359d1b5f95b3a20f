import type { Metric } from "../../core/metric.ts";

/** A cell of a CSV file: text is guarded against being run as a formula, numbers are not, absent is empty. */
export type CsvValue = string | number | boolean | undefined;

/** A column of a CSV file, with its meaning for the data dictionary. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly says: string;
  readonly value: (row: Row) => CsvValue;
}

/**
 * One line of a CSV file, its CRLF included. Quotes as RFC 4180 has it.
 *
 * A text that a spreadsheet would run as a formula, because it starts with `=`, `+`, `-`, `@`, a tab or a line end,
 * gets an apostrophe in front. Source: OWASP, "CSV Injection".
 */
export function toCsvRow(values: readonly CsvValue[]): string {
  return `${values.map(toField).join(",")}\r\n`;
}

function toField(value: CsvValue): string {
  if (value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (typeof value === "boolean") return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The name of a metric's column: snake case, with the unit at the end, such as `e2e_p50_ms`. A currency has a column of its
 * own, and what is counted in tokens says so by its name.
 */
export function csvName(metric: Metric, statistic?: string): string {
  const isNamed = metric.unit === "money" || metric.unit === "tokens";
  const unit = isNamed
    ? undefined
    : metric.unit
        .replace("/money", "_per_currency_unit")
        .replace("/min", "_per_minute")
        .replace("/Wh", "_per_watt_hour")
        .replace("/s", "_per_second")
        .replace(/^J$/, "joules");
  return [metric.id.replaceAll("-", "_"), statistic, unit].filter((part) => part !== undefined).join("_");
}
