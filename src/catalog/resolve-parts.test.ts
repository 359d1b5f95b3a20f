import assert from "node:assert/strict";
import test from "node:test";
import type { PipelineDefinition } from "../core/pipeline.ts";
import { type ResolvePart, withParts } from "./resolve-parts.ts";
import type { ResolvedModel } from "./resolved-model.ts";

const file = (id: string, sizeBytes?: number): ResolvedModel => ({
  id,
  alias: id,
  engine: "gguf",
  source: { type: "file", path: `/${id}.gguf` },
  ...(sizeBytes !== undefined && { sizeBytes }),
});
const pipeline = (id: string, definition: PipelineDefinition): ResolvedModel => ({
  id,
  alias: id,
  engine: "pipeline",
  source: { type: "pipeline", definition },
});

function resolve(model: ResolvedModel, known: readonly ResolvedModel[]) {
  const find: ResolvePart = (name, above) =>
    known.filter(({ alias }) => alias === name).map((one) => withParts(one, find, above));
  const { source, sizeBytes } = withParts(model, find);
  return source.type === "pipeline"
    ? { parts: Object.keys(source.parts ?? {}), problem: source.problem, sizeBytes }
    : {};
}

const pair = (draft: string, refine: string) => ({ kind: "draft-refine", draft, refine }) as const;

test("a pipeline is as large as its files, each counted once, and has no size where one is not known", () => {
  const known = [file("a", 10), file("b", 20), file("c"), pipeline("inner", pair("a", "b"))];
  assert.deepEqual(resolve(pipeline("p", pair("a", "b")), known), {
    parts: ["a", "b"],
    problem: undefined,
    sizeBytes: 30,
  });
  assert.equal(resolve(pipeline("p", pair("a", "a")), known).sizeBytes, 10);
  assert.equal(resolve(pipeline("p", pair("a", "c")), known).sizeBytes, undefined);
  assert.equal(resolve(pipeline("p", pair("inner", "b")), known).sizeBytes, 50);
});

test("a part that is missing, unclear or the pipeline itself is a problem of the pipeline, wherever it lies", () => {
  const code = (model: ResolvedModel, known: readonly ResolvedModel[]) => resolve(model, known).problem?.code;
  assert.equal(code(pipeline("p", pair("a", "nobody")), [file("a")]), "unknown-model");
  assert.equal(code(pipeline("p", pair("a", "a")), [file("a"), file("a")]), "unknown-model");
  const outer = pipeline("outer", pair("inner", "a"));
  const inner = pipeline("inner", pair("outer", "a"));
  const known = [outer, inner, file("a")];
  assert.equal(code(outer, known), "invalid-file");
  assert.match(resolve(outer, known).problem?.message ?? "", /outer > inner > outer/);
});
