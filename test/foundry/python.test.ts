import assert from "node:assert/strict";
import { resolve } from "node:path";
import { it } from "node:test";
import { findPython } from "../find-python.ts";
import { putFoundryOnPath } from "./put-foundry-on-path.ts";
import { runFoundry, runProgram } from "./run-foundry.ts";

const python = findPython(["foundry_local", "openai"]);

it("foundry_local of Python starts the service, gets a model ready and chats with it", {
  skip: "skip" in python && python.skip,
}, async (test) => {
  assert.ok("path" in python);
  const installed = putFoundryOnPath(test);
  try {
    const steps = resolve("test/foundry/python_steps.py");
    const { code, stdout, stderr } = await runProgram(python.path, [steps], installed);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /all steps done/);
  } finally {
    await runFoundry(installed, ["service", "stop"]);
  }
});
