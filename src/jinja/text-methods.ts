import type { Budget } from "./budget.ts";
import { formatText } from "./format-text.ts";
import { failed } from "./jinja-error.ts";
import type { Method } from "./runtime.ts";
import { replaceText, splitFromEnd, splitLines, splitText } from "./split-text.ts";
import { stripText } from "./strip-text.ts";
import { Arguments, countCharacters, iterate, Tuple, toTuple, typeName, type Value } from "./value.ts";

/** Methods of texts, as Python has them. */
export const textMethods: Readonly<Record<string, Method<string>>> = {
  __proto__: null as never,
  strip: (self, args) => stripText(self, "both", args.text(0)),
  lstrip: (self, args) => stripText(self, "start", args.text(0)),
  rstrip: (self, args) => stripText(self, "end", args.text(0)),
  upper: (self) => self.toUpperCase(),
  lower: (self) => self.toLowerCase(),
  casefold: (self) => self.toLowerCase(),
  title: (self) => self.toLowerCase().replace(/\p{L}+/gu, capitalize),
  capitalize: (self) => capitalize(self),
  swapcase: (self) =>
    [...self].map((one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase())).join(""),
  startswith: (self, args) => prefixes(args).some((one) => self.startsWith(one)),
  endswith: (self, args) => prefixes(args).some((one) => self.endsWith(one)),
  removeprefix: (self, args) => (self.startsWith(required(args, 0)) ? self.slice(required(args, 0).length) : self),
  removesuffix: (self, args) =>
    required(args, 0) !== "" && self.endsWith(required(args, 0)) ? self.slice(0, -required(args, 0).length) : self,
  find: (self, args) => characterIndex(self, self.indexOf(required(args, 0))),
  rfind: (self, args) => characterIndex(self, self.lastIndexOf(required(args, 0))),
  index: (self, args) => {
    const at = self.indexOf(required(args, 0));
    if (at < 0) throw failed("substring not found");
    return characterIndex(self, at);
  },
  count: (self, args) =>
    required(args, 0) === "" ? countCharacters(self) + 1 : self.split(required(args, 0)).length - 1,
  replace: (self, args, budget) =>
    replaceText(self, { from: required(args, 0), to: required(args, 1), most: args.integer(2, "count") }, budget),
  split: (self, args, budget) => splitText(self, args, budget),
  rsplit: (self, args, budget) => splitFromEnd(self, args, budget),
  splitlines: splitLines,
  partition: (self, args) => {
    const mark = required(args, 0);
    const at = self.indexOf(mark);
    return toTuple(at < 0 ? [self, "", ""] : [self.slice(0, at), mark, self.slice(at + mark.length)]);
  },
  rpartition: (self, args) => {
    const mark = required(args, 0);
    const at = self.lastIndexOf(mark);
    return toTuple(at < 0 ? ["", "", self] : [self.slice(0, at), mark, self.slice(at + mark.length)]);
  },
  join: (self, args, budget) => {
    const items = iterate(args.get(0)).map((one) => {
      if (typeof one !== "string") throw failed(`join() takes strings, not ${typeName(one)}`);
      return one;
    });
    budget.text(items.reduce((sum, one) => sum + one.length + self.length, 0));
    return items.join(self);
  },
  format: formatText,
  ljust: (self, args, budget) => self + filling(self, args, budget),
  rjust: (self, args, budget) => filling(self, args, budget) + self,
  center: (self, args, budget) => {
    const fill = filling(self, args, budget);
    const left = Math.floor(fill.length / 2);
    return fill.slice(0, left) + self + fill.slice(left);
  },
  zfill: (self, args, budget) => {
    const zeros = filling(self, new Arguments([args.get(0, "width"), "0"]), budget);
    return /^[-+]/.test(self) ? self.charAt(0) + zeros + self.slice(1) : zeros + self;
  },
  isdigit: (self) => /^\p{Nd}+$/u.test(self),
  isdecimal: (self) => /^\p{Nd}+$/u.test(self),
  isnumeric: (self) => /^\p{N}+$/u.test(self),
  isalpha: (self) => /^\p{L}+$/u.test(self),
  isalnum: (self) => /^[\p{L}\p{N}]+$/u.test(self),
  isspace: (self) => self !== "" && stripText(self, "both") === "",
  isupper: (self) => self !== self.toLowerCase() && self === self.toUpperCase(),
  islower: (self) => self !== self.toUpperCase() && self === self.toLowerCase(),
};

function capitalize(text: string): string {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("").toLowerCase();
}

function required(args: Arguments, index: number): string {
  const text = args.text(index);
  if (text === undefined) throw failed("an argument is missing");
  return text;
}

/** One text, or a tuple of them. */
function prefixes(args: Arguments): readonly string[] {
  const given = args.get(0);
  return given instanceof Tuple ? given.map(requireText) : [required(args, 0)];
}

function requireText(value: Value): string {
  if (typeof value === "string") return value;
  throw failed(`a string is required, not ${typeName(value)}`);
}

function characterIndex(text: string, at: number): number {
  return at < 0 ? -1 : countCharacters(text.slice(0, at));
}

function filling(text: string, args: Arguments, budget: Budget): string {
  const missing = Math.max(0, (args.integer(0, "width") ?? 0) - countCharacters(text));
  budget.text(missing + text.length);
  return (args.text(1, "fillchar") ?? " ").repeat(missing);
}
