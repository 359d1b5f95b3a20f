import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { putFoundryOnPath } from "./put-foundry-on-path.ts";
import { runFoundry, runProgram } from "./run-foundry.ts";

// The real packages with our `foundry` on PATH: they look for it, parse what it prints, and call the service it starts.

async function runSteps(test: TestContext, release: string): Promise<void> {
  const installed = putFoundryOnPath(test);
  try {
    const steps = resolve("test/foundry/sdk-steps.ts");
    const { code, stdout, stderr } = await runProgram(process.execPath, [steps, release], installed);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /all steps done/);
  } finally {
    await runFoundry(installed, ["service", "stop"]);
  }
}

describe("foundry-local-sdk with our foundry on PATH", () => {
  it("0.5.0 starts the service and passes the steps of its own integration test", (test) => runSteps(test, "0.5.0"));

  it("0.5.0 starts the service and gets a model ready in one call", (test) => runSteps(test, "init"));

  it("0.3.1 passes the same steps", (test) => runSteps(test, "0.3.1"));
});
