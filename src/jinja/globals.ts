import { formatTime } from "./format-time.ts";
import { failed, JinjaError } from "./jinja-error.ts";
import {
  type Arguments,
  Callable,
  type Dict,
  isDict,
  iterate,
  Namespace,
  toTuple,
  typeName,
  type Value,
} from "./value.ts";

/** Jinja2's own bound inside of its sandbox. */
const mostNumbers = 100_000;

/** The functions that a chat template finds around it. */
export function createGlobals(now: () => Date): ReadonlyMap<string, Value> {
  const functions: Readonly<Record<string, (args: Arguments) => Value>> = {
    raise_exception: (args) => {
      throw new JinjaError("raised", describeReason(args.get(0)));
    },
    strftime_now: (args) => formatTime(now(), args.text(0) ?? ""),
    namespace: (args) => new Namespace(toNames(args)),
    dict: (args) => toNames(args) as Dict,
    range: makeRange,
    list: (args) => [...iterate(args.get(0))],
    joiner: (args) => {
      let isFirst = true;
      return new Callable("joiner", () => {
        if (!isFirst) return args.text(0, "sep") ?? ", ";
        isFirst = false;
        return "";
      });
    },
    cycler: ({ positional }) => {
      let at = -1;
      return new Callable(
        "cycler",
        () => undefined,
        new Map([["next", new Callable("next", () => positional[++at % Math.max(1, positional.length)])]]),
      );
    },
  };
  return new Map(Object.entries(functions).map(([name, call]) => [name, new Callable(name, call)]));
}

function toNames({ positional, named }: Arguments): Map<string, Value> {
  const names = new Map<string, Value>();
  for (const given of positional) {
    const pairs = isDict(given) ? given : iterate(given).map((pair) => iterate(pair));
    for (const [key, value] of pairs) names.set(requireName(key), value);
  }
  for (const [name, value] of named) names.set(name, value);
  return names;
}

function describeReason(value: Value): string {
  return typeof value === "string" ? value : `the template raised ${typeName(value)}`;
}

function requireName(key: Value): string {
  if (typeof key === "string") return key;
  throw failed(`a name must be a string, not ${typeName(key)}`);
}

function makeRange(args: Arguments): Value {
  const [first = 0, second, step = 1] = [args.integer(0), args.integer(1), args.integer(2)];
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  if (step === 0) throw failed("the step of a range cannot be zero");
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > mostNumbers)
    throw new JinjaError("budget", `the template asks for a range of more than ${mostNumbers} numbers`);
  return toTuple(Array.from({ length }, (_, index) => start + index * step));
}
