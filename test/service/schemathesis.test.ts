import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { findPython } from "../find-python.ts";
import { createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";
import { runProgram } from "../foundry/run-foundry.ts";
import { makeFolder } from "../make-folder.ts";

const python = findPython(["schemathesis"], "pip install schemathesis");

/** Rules between fields (two forms of answer, a choice of a tool that is not offered) have no place in a schema of fields. */
const CONFIG = `
[[operations]]
include-path-regex = "^/v1/(chat|completions|responses)"
checks.positive_data_acceptance.enabled = false
`;

test("schemathesis finds nothing that /openapi.json says and the service does otherwise", {
  skip: "skip" in python && python.skip,
}, async (t) => {
  assert.ok("path" in python);
  const { url } = await startTestService(t, {
    chats: { m: createPlayedModel(textEvents("x")) },
    // No download leaves this machine.
    env: { HF_ENDPOINT: "http://127.0.0.1:9" },
  });
  const folder = makeFolder(t, { "schemathesis.toml": CONFIG });
  const { code, stdout, stderr } = await runProgram(
    python.path,
    [
      ...[resolve("test/service/run_schemathesis.py"), "--config-file", "schemathesis.toml"],
      ...["run", `${url}/openapi.json`],
      ...["--phases", "coverage,fuzzing", "--max-examples", "5", "--generation-deterministic", "--no-color"],
      // Those answer 501 on purpose, whatever is sent.
      ...["--exclude-tag", "not offered", "--continue-on-failure", "--warnings", "off"],
    ],
    { folder, env: process.env },
  );
  assert.equal(code, 0, `${stdout}\n${stderr}`);
});
