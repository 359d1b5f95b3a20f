import assert from "node:assert/strict";
import { test } from "node:test";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

for (const typed of [
  ["bench", "--bogus"],
  ["nonsense"],
  ["model"],
  ["run", "show"],
  ["run", "show", "nowhere"],
  ["bench", "--max-memory", "2"],
  ["completion", "nosuchshell"],
  ["service", "nosuchverb"],
]) {
  test(`\`assay ${typed.join(" ")} --json\` prints its mistake as one object and nothing else`, async (context) => {
    const { code, stdout, stderr } = await runCli([...typed, "--json"], { cwd: makeFolder(context) });
    assert.equal(code, 2);
    assert.equal(stderr, "");
    const { error } = JSON.parse(stdout);
    assert.match(error.code, /^(invalid-input|run-missing)$/);
    assert.ok(error.message.length > 0 && !error.message.startsWith("error:"), error.message);
  });
}
