import { getItem } from "./attributes.ts";
import type { Budget } from "./budget.ts";
import { failed } from "./jinja-error.ts";
import { calculate, isEqual, order } from "./operators.ts";
import { print } from "./print.ts";
import type { Filter, Runtime } from "./runtime.ts";
import { Arguments, isDict, isTrue, iterate, lengthOf, toTuple, typeName, type Value } from "./value.ts";

/** Filters that take or make lists. */
export const listFilters: Readonly<Record<string, Filter>> = {
  __proto__: null as never,
  length: lengthOf,
  count: lengthOf,
  list: (value, _, { budget }) => {
    const items = iterate(value);
    budget.spend(items.length);
    return [...items];
  },
  first: (value) => iterate(value)[0],
  last: (value) => iterate(value).at(-1),
  items: (value) => {
    if (value === undefined) return [];
    if (!isDict(value)) throw failed(`items takes a dict, not ${typeName(value)}`);
    return [...value].map(toTuple);
  },
  dictsort: (value, args, { budget }) => {
    if (!isDict(value)) throw failed(`dictsort takes a dict, not ${typeName(value)}`);
    const by = args.text(1, "by") === "value" ? 1 : 0;
    const key = caseKey(isTrue(args.get(0, "case_sensitive")));
    return sortBy([...value].map(toTuple), (pair) => key(pair[by]), {
      reverse: isTrue(args.get(2, "reverse")),
      budget,
    });
  },
  sort: (value, args, runtime) => {
    const items = iterate(value);
    const read = attributeReader(args.get(2, "attribute"), runtime);
    const key = caseKey(isTrue(args.get(1, "case_sensitive")));
    return sortBy(items, (one) => key(read(one)), { reverse: isTrue(args.get(0, "reverse")), budget: runtime.budget });
  },
  unique: (value, args, runtime) => {
    const read = attributeReader(args.get(1, "attribute"), runtime);
    const key = caseKey(isTrue(args.get(0, "case_sensitive")));
    const seen: Value[] = [];
    return iterate(value).filter((one) => {
      runtime.budget.spend(1 + seen.length);
      const found = key(read(one));
      if (seen.some((other) => isEqual(other, found, runtime.budget))) return false;
      seen.push(found);
      return true;
    });
  },
  min: (value, args, runtime) => extreme(value, args, { runtime, sign: -1 }),
  max: (value, args, runtime) => extreme(value, args, { runtime, sign: 1 }),
  reverse: (value) => (typeof value === "string" ? [...value].reverse().join("") : [...iterate(value)].reverse()),
  sum: (value, args, runtime) => {
    const read = attributeReader(args.get(0, "attribute"), runtime);
    return iterate(value).reduce<Value>(
      (left, one) => calculate("+", { left, right: read(one) }, runtime.budget),
      args.get(1, "start") ?? 0,
    );
  },
  map: (value, args, runtime) => {
    const items = itemsOf(value);
    runtime.budget.spend(items.length);
    if (args.named.has("attribute")) {
      const read = attributeReader(args.named.get("attribute"), runtime);
      const standard = args.named.get("default");
      return items.map((one) => read(one) ?? standard);
    }
    const name = args.text(0);
    if (name === undefined) throw failed("map needs a filter or an attribute");
    const rest = new Arguments(args.positional.slice(1), args.named);
    return items.map((one) => runtime.filter(name, one, rest));
  },
  select: (value, args, runtime) => itemsOf(value).filter((one) => passes(one, args, runtime)),
  reject: (value, args, runtime) => itemsOf(value).filter((one) => !passes(one, args, runtime)),
  selectattr: (value, args, runtime) => selectByAttribute(value, args, { runtime, wanted: true }),
  rejectattr: (value, args, runtime) => selectByAttribute(value, args, { runtime, wanted: false }),
  groupby: (value, args, runtime) => {
    const read = attributeReader(args.get(0, "attribute"), runtime);
    const groups: Value[][] = [];
    for (const one of sortBy(iterate(value), read, { reverse: false, budget: runtime.budget })) {
      const key = read(one);
      const last = groups.at(-1);
      if (last !== undefined && isEqual(last[0], key, runtime.budget)) (last[1] as Value[]).push(one);
      else groups.push(toTuple([key, [one]]));
    }
    return groups;
  },
  batch: (value, args) => {
    const items = iterate(value);
    const size = Math.max(1, args.integer(0, "linecount") ?? 1);
    const fill = args.get(1, "fill_with");
    const batches = Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
      items.slice(at * size, at * size + size),
    );
    const missing = size - (batches.at(-1)?.length ?? size);
    if (fill !== undefined && fill !== null && missing > 0 && missing < 10_000)
      batches.at(-1)?.push(...Array.from({ length: missing }, () => fill));
    return batches;
  },
};

function caseKey(sensitive: boolean): (value: Value) => Value {
  return (value) => (typeof value === "string" && !sensitive ? value.toLowerCase() : value);
}

function sortBy<T extends Value>(
  items: readonly T[],
  key: (item: T) => Value,
  { reverse, budget }: { readonly reverse: boolean; readonly budget: Budget },
): T[] {
  const keyed = items.map((item) => [key(item), item] as const);
  const sign = reverse ? -1 : 1;
  return keyed.sort(([a], [b]) => sign * order(a, b, budget)).map(([, item]) => item);
}

function extreme(
  value: Value,
  args: Arguments,
  { runtime, sign }: { readonly runtime: Runtime; readonly sign: number },
) {
  const read = attributeReader(args.get(1, "attribute"), runtime);
  const key = caseKey(isTrue(args.get(0, "case_sensitive")));
  const [first, ...rest] = iterate(value);
  runtime.budget.spend(rest.length);
  return rest.reduce(
    (best, one) => (sign * order(key(read(one)), key(read(best)), runtime.budget) > 0 ? one : best),
    first,
  );
}

/** Reads `a.b.0` of a value; without an attribute, the value itself. */
function attributeReader(attribute: Value, { budget }: Runtime): (value: Value) => Value {
  if (attribute === undefined || attribute === null) return (value) => value;
  const keys = print(attribute, budget)
    .split(".")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return (value) =>
    keys.reduce<Value>((object, key) => {
      if (object === undefined) throw failed(`what is undefined has no attribute "${key}"`);
      return getItem(object, key, budget);
    }, value);
}

/** Filters that pick or change items take whatever is false for an empty list. */
function itemsOf(value: Value): readonly Value[] {
  return isTrue(value) ? iterate(value) : [];
}

function passes(value: Value, args: Arguments, runtime: Runtime): boolean {
  runtime.budget.spend();
  const name = args.text(0);
  return name === undefined ? isTrue(value) : runtime.test(name, value, new Arguments(args.positional.slice(1)));
}

function selectByAttribute(
  value: Value,
  args: Arguments,
  { runtime, wanted }: { readonly runtime: Runtime; readonly wanted: boolean },
): Value[] {
  const read = attributeReader(args.get(0), runtime);
  const test = new Arguments(args.positional.slice(1), args.named);
  return itemsOf(value).filter((one) => passes(read(one), test, runtime) === wanted);
}
