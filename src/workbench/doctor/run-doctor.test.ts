import assert from "node:assert/strict";
import { it } from "node:test";
import { listNeededEngines } from "./run-doctor.ts";

it("`listNeededEngines()` leaves out what runs models that are only to be downloaded", () => {
  const models = [
    { engine: "gguf", state: "ready" },
    { engine: "onnx", state: "downloadable" },
  ] as const;
  assert.deepEqual([...listNeededEngines(models)], ["gguf"]);
});
