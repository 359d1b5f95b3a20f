import * as z from "zod";

/** An object whose further fields belong to others, or are left out as a whole: they are not named one by one. */
export function openObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object(shape).catchall(z.any());
}

/** More than anybody reads: a body of many thousand fields was not written by hand. */
const MOST_NAMED = 32;

/**
 * The fields of a body that its schema does not know, at any depth, as `messages.frobnicate`: nothing that a client
 * sends is left out without a word. Empty values ask for nothing and are not named; places in lists are left out. Of
 * many the first are named, and the last name stands for the rest.
 *
 * @param body what the schema let pass; its objects are loose, so that unknown fields are still there
 */
export function listUnknown(schema: z.core.$ZodType, body: unknown): readonly string[] {
  const found = new Set<string>();
  if (isNested(body)) visit(schema, body, "");
  return found.size > MOST_NAMED ? [...[...found].slice(0, MOST_NAMED), "further fields"] : [...found];

  function visit(one: z.core.$ZodType, value: object, path: string): void {
    const { def } = (one as z.core.$ZodTypes)._zod;
    switch (def.type) {
      case "optional":
      case "nullable":
        visit(def.innerType, value, path);
        return;
      case "array":
        if (Array.isArray(value)) for (const item of value) if (isNested(item)) visit(def.element, item, path);
        return;
      case "union": {
        const fitting = findFitting(def.options, value);
        if (fitting !== undefined) visit(fitting, value, path);
        return;
      }
      case "object":
        visitObject(def, value, path);
        return;
      default:
        return;
    }
  }

  function visitObject({ shape, catchall }: z.core.$ZodObjectDef, value: object, path: string): void {
    const isOpen = catchall?._zod.def.type === "any";
    for (const name of Object.keys(value)) {
      if (found.size > MOST_NAMED) return;
      const inner: unknown = Reflect.get(value, name);
      const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (known === undefined) {
        if (!isOpen && !isEmpty(inner)) found.add(join(path, name));
      } else if (isNested(inner)) visit(known, inner, join(path, name));
    }
  }
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** The branch that took an object or a list; parsing once more is left for when several might have. */
function findFitting(options: readonly z.core.$ZodType[], value: object): z.core.$ZodType | undefined {
  const possible = options.filter((option) => mayTake(option, value));
  return possible.length === 1 ? possible[0] : possible.find((option) => fits(option, value));
}

function mayTake(schema: z.core.$ZodType, value: object): boolean {
  const { def, propValues } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "array" || def.type === "tuple") return Array.isArray(value);
  if (def.type !== "object" && def.type !== "record") return def.type === "union" || !PLAIN.has(def.type);
  if (Array.isArray(value)) return false;
  for (const name in propValues) if (propValues[name]?.has(Reflect.get(value, name)) === false) return false;
  return true;
}

/** Types of values that are neither objects nor lists. */
const PLAIN: ReadonlySet<string> = new Set(["string", "number", "boolean", "enum", "literal", "null", "undefined"]);

function fits(schema: z.core.$ZodType, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success;
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: unknown): boolean {
  if (value == null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
