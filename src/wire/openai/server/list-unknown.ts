import * as z from "zod";

/** An object whose further fields belong to others, or are left out as a whole: they are not named one by one. */
export function openObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object(shape).catchall(z.any());
}

/**
 * The fields of a body that its schema does not know, at any depth, as `messages.frobnicate`: nothing that a client
 * sends is left out without a word. Empty values ask for nothing and are not named; places in lists are left out.
 *
 * @param body what the schema let pass; its objects are loose, so that unknown fields are still there
 */
export function listUnknown(schema: z.core.$ZodType, body: unknown): readonly string[] {
  const found = new Set<string>();
  visit(schema, body, "");
  return [...found];

  function visit(one: z.core.$ZodType, value: unknown, path: string): void {
    if (typeof value !== "object" || value === null) return;
    const { def } = (one as z.core.$ZodTypes)._zod;
    switch (def.type) {
      case "optional":
      case "nullable":
        visit(def.innerType, value, path);
        return;
      case "array":
        if (Array.isArray(value)) for (const item of value) visit(def.element, item, path);
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
    for (const [name, inner] of Object.entries(value)) {
      const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
      const at = path === "" ? name : `${path}.${name}`;
      if (known !== undefined) visit(known, inner, at);
      else if (!isOpen && !isEmpty(inner)) found.add(at);
    }
  }
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
  return Object.entries(propValues ?? {}).every(([name, values]) => values.has(Reflect.get(value, name)));
}

/** Types of values that are neither objects nor lists. */
const PLAIN: ReadonlySet<string> = new Set(["string", "number", "boolean", "enum", "literal", "null", "undefined"]);

function fits(schema: z.core.$ZodType, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success;
}

function isEmpty(value: unknown): boolean {
  if (value == null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
