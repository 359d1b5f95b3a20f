import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

test("`assay complete --` answers a shell, also for flags", async (context) => {
  const { stdout, code } = await runCli(["complete", "--", "bench", "--war"], { cwd: makeFolder(context) });
  assert.equal(code, 0);
  assert.match(stdout, /^--warm-up\t.*\n:4\n$/);
});

test("`assay completion` refuses a shell that it does not know", async (context) => {
  const { stderr, code } = await runCli(["completion", "tcsh"], { cwd: makeFolder(context) });
  assert.equal(code, 2);
  assert.match(stderr, /Allowed choices are bash, zsh, fish, powershell/);
});

test("the bash script completes a name with a colon, of which bash sees only the end", {
  skip: process.platform === "win32" || spawnSync("bash", ["--version"]).status !== 0,
}, async (context) => {
  const { stdout: script } = await runCli(["completion", "bash"], { cwd: makeFolder(context) });
  const line = "assay model run notes-mini:q";
  const bash = `assay() { [[ "$*" == "complete -- model run notes-mini:q" ]] && printf 'notes-mini:q4_0\\t\\nnotes-mini:q8_0\\t\\n:4\\n'; }
${script}
COMP_LINE=${JSON.stringify(line)} COMP_POINT=${line.length}
_assay
printf '%s,' "\${COMPREPLY[@]}"`;
  assert.equal(spawnSync("bash", ["-c", bash], { encoding: "utf8" }).stdout, "q4_0,q8_0,");
});
