import { Validator } from "@cfworker/json-schema";
import type { CheckFault } from "../definition/check-definition.ts";
import { findPatternFault } from "../text/compile-pattern.ts";
import { META_SCHEMA } from "./meta-schema.ts";
import { listSchemas, type SchemaPlace } from "./walk-schema.ts";

/** More schemas than this on the way from one to all that it refers to: unions of unions that no value is checked by in time. */
const MOST_STEPS = 10_000;

/** What makes a JSON Schema unfit to check answers by; paths are keys inside of it. */
export function findSchemaFaults(schema: Readonly<Record<string, unknown>>): readonly CheckFault[] {
  const shape = findShapeFault(schema);
  if (shape !== undefined) return [shape];
  const places = listSchemas(schema);
  const faults = places.flatMap((place) => [...findReferenceFaults(place, schema), ...findExpressionFaults(place)]);
  if (faults.length > 0 || countSteps(schema, schema, new Set()) <= MOST_STEPS) return faults;
  return [{ path: [], message: `must lead to at most ${MOST_STEPS} schemas by its references` }];
}

function findShapeFault(schema: unknown): CheckFault | undefined {
  const { valid, errors } = new Validator(META_SCHEMA as never, "2020-12", false).validate(schema);
  if (valid) return undefined;
  const most = Math.max(...errors.map(({ instanceLocation }) => depthOf(instanceLocation)));
  // Of those at one place, the last is the innermost rule.
  const deepest = errors.findLast(({ instanceLocation }) => depthOf(instanceLocation) === most);
  const path = toPath(deepest?.instanceLocation ?? "#");
  if (path.at(-1) === "patternProperties") return { path, message: "is no keyword that answers are checked by here" };
  return { path, message: `must be as JSON Schema has it: ${deepest?.error ?? "it differs"}` };
}

function depthOf(pointer: string): number {
  return pointer.split("/").length;
}

function toPath(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function findReferenceFaults({ schema, path }: SchemaPlace, root: unknown): readonly CheckFault[] {
  const { $ref } = schema;
  if (typeof $ref !== "string" || resolve($ref, root) !== undefined) return [];
  const rule = $ref.startsWith("#") ? "a schema that is there" : "into the schema itself, as nothing is fetched";
  return [
    {
      path: [...path, "$ref"],
      message: `must point to ${rule}, not ${JSON.stringify($ref)}`.replace("to into", "into"),
    },
  ];
}

function findExpressionFaults({ schema, path }: SchemaPlace): readonly CheckFault[] {
  const fault = typeof schema.pattern === "string" ? findPatternFault(schema.pattern) : undefined;
  return fault === undefined ? [] : [{ path: [...path, "pattern"], message: fault }];
}

/** The schema that a pointer such as `#/$defs/name` leads to; absent when there is none. */
function resolve($ref: string, root: unknown): unknown {
  if (!$ref.startsWith("#")) return undefined;
  return toPath($ref).reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    root,
  );
}

/** Counts the schemas that one leads to, those behind references too, each as often as it is come by. */
function countSteps(schema: unknown, root: unknown, open: ReadonlySet<string>): number {
  let steps = 0;
  for (const { schema: inner } of listSchemas(schema)) {
    steps += 1;
    // A reference to what is being followed goes on with the value, and ends with it.
    if (typeof inner.$ref === "string" && !open.has(inner.$ref))
      steps += countSteps(resolve(inner.$ref, root), root, new Set([...open, inner.$ref]));
    if (steps > MOST_STEPS) break;
  }
  return steps;
}
