import { formatPercent } from "./format-percent.ts";
import { failed } from "./jinja-error.ts";
import { type JsonLayout, toJson } from "./json.ts";
import { parseJson } from "./parse-json.ts";
import { print, represent } from "./print.ts";
import type { Filter } from "./runtime.ts";
import { replaceText } from "./split-text.ts";
import { stripText } from "./strip-text.ts";
import { textMethods } from "./text-methods.ts";
import { Arguments, isTrue, iterate, toTuple, type Value } from "./value.ts";

/** Filters that make a text. */
export const textFilters: Readonly<Record<string, Filter>> = {
  __proto__: null as never,
  string: (value, _, { budget }) => {
    return print(value, budget);
  },
  safe: (value, _, { budget }) => print(value, budget),
  trim: (value, args, { budget }) => {
    const text = print(value, budget);
    budget.text(text.length);
    return stripText(text, "both", args.text(0, "chars"));
  },
  upper: textMethod("upper"),
  lower: textMethod("lower"),
  capitalize: textMethod("capitalize"),
  title: textMethod("title"),
  center: (value, args, { budget }) =>
    textMethods.center?.(print(value, budget), new Arguments([args.integer(0, "width") ?? 80]), budget),
  replace: (value, args, { budget }) => {
    const [from, to] = [print(args.get(0, "old"), budget), print(args.get(1, "new"), budget)];
    return replaceText(print(value, budget), { from, to, most: args.integer(2, "count") }, budget);
  },
  escape: (value, _, { budget }) => escapeMarkup(print(value, budget)),
  e: (value, _, { budget }) => escapeMarkup(print(value, budget)),
  urlencode: (value, _, { budget }) => encodeURIComponent(print(value, budget)).replaceAll("%2F", "/"),
  format: (value, args, { budget }) => formatPercent(print(value, budget), toTuple(args.positional), budget),
  indent: (value, args, { budget }) => {
    const text = indentText(print(value, budget), {
      by: args.get(0, "width") ?? 4,
      first: isTrue(args.get(1, "first")),
      blank: isTrue(args.get(2, "blank")),
    });
    budget.text(text.length);
    return text;
  },
  join: (value, args, { budget, filter }) => {
    const mark = print(args.get(0, "d"), budget);
    const attribute = args.get(1, "attribute");
    const items =
      attribute === undefined ? value : filter("map", value, new Arguments([], new Map([["attribute", attribute]])));
    const texts = iterate(items).map((one) => print(one, budget));
    budget.text(texts.reduce((sum, one) => sum + one.length + mark.length, 0));
    return texts.join(mark);
  },
  truncate: (value, args, { budget }) => {
    const text = [...print(value, budget)];
    const [length, end] = [args.integer(0, "length") ?? 255, args.text(2, "end") ?? "..."];
    if (text.length <= length + (args.integer(3, "leeway") ?? 5)) return text.join("");
    const cut = text.slice(0, Math.max(0, length - end.length)).join("");
    return (isTrue(args.get(1, "killwords")) ? cut : cut.replace(/ [^ ]*$/, "")) + end;
  },
  wordcount: (value, _, { budget }) => print(value, budget).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0,
  pprint: (value, _, { budget }) => represent(value, budget),
  tojson: (value, args, { budget }) => {
    const text = toJson(value, jsonLayout(args), budget);
    budget.text(text.length);
    return text;
  },
  from_json: (value, _, { budget }) => {
    return parseJson(print(value, budget));
  },
};

function textMethod(name: string): Filter {
  return (value, _, { budget }) => {
    const text = print(value, budget);
    budget.text(text.length);
    return textMethods[name]?.(text, new Arguments(), budget);
  };
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&#34;")
    .replaceAll("'", "&#39;");
}

/** Widest indent; wider ones only fill the memory. */
const mostIndent = 1000;

function indentText(
  text: string,
  { by, first, blank }: { readonly by: Value; readonly first: boolean; readonly blank: boolean },
): string {
  const space = typeof by === "string" ? by : toIndent(by);
  const lines = text.split("\n");
  return lines.map((line, index) => ((index === 0 ? first : blank || line !== "") ? space + line : line)).join("\n");
}

function toIndent(by: Value): string {
  const width = Number(by);
  if (!Number.isInteger(width) || width > mostIndent) throw failed("an indent must be a small number");
  return " ".repeat(Math.max(0, width));
}

function requireText(value: Value): string {
  if (typeof value === "string") return value;
  throw failed("a separator must be a string");
}

/** The arguments of Python's `json.dumps()`, as training takes them. */
function jsonLayout(args: Arguments): JsonLayout {
  const indent = args.get(1, "indent") ?? args.get(0, "indent");
  const separators = args.named.get("separators");
  const [itemSeparator, keySeparator] = Array.isArray(separators) ? separators.map(requireText) : [];
  const isIndented = indent !== undefined && indent !== null && typeof indent !== "boolean";
  return {
    indent: isIndented ? (typeof indent === "string" ? indent : toIndent(indent)) : undefined,
    itemSeparator: itemSeparator ?? (isIndented ? "," : ", "),
    keySeparator: keySeparator ?? ": ",
    sortKeys: isTrue(args.named.get("sort_keys")),
    ascii: isTrue(args.named.get("ensure_ascii")),
  };
}
