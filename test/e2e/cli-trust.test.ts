import assert from "node:assert/strict";
import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

test("an adapter runs once trusted, until its content changes or the trust is taken back", async (context) => {
  const cwd = makeFolder(context, { "mine.ts": 'export const generate = (prompt: string) => "said " + prompt;\n' });
  const module = join(cwd, "mine.ts");
  const ask = () => runCli(["model", "run", "./mine.ts", "--prompt", "hi"], { cwd });

  const refused = await ask();
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /hint: .*assay trust .*mine\.ts/);

  const trusted = await runCli(["trust", "mine.ts", "--yes", "--json"], { cwd });
  assert.equal(trusted.code, 0, trusted.stderr);
  const shown = JSON.parse(trusted.stdout);
  assert.equal(shown.path, realpathSync(module));
  assert.match(shown.sha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(await ask(), { code: 0, stdout: "said hi\n", stderr: "" });

  writeFileSync(module, "export const generate = () => 'something else';\n");
  assert.match((await runCli(["trust", "list"], { cwd })).stdout, /mine\.ts\s+[0-9a-f]{12}\s+changed/);

  assert.equal((await runCli(["trust", "revoke", "mine.ts"], { cwd })).code, 0);
  assert.deepEqual(JSON.parse((await runCli(["trust", "list", "--json"], { cwd })).stdout), { trusted: [], keys: [] });
});

test("`assay trust` shows the module and refuses where nobody can answer, and what is no module", async (context) => {
  const cwd = makeFolder(context, { "mine.ts": "export const generate = () => '';\n" });
  const unasked = await runCli(["trust", "mine.ts"], { cwd });
  assert.equal(unasked.code, 2);
  assert.match(unasked.stderr, /mine\.ts\n\s+size\s+34 bytes[\s\S]*sha-256\s+[0-9a-f]{64}[\s\S]*hint: .*--yes/);
  const noAdapter = await runCli(["trust", "notes-mini", "--yes"], { cwd });
  assert.equal(noAdapter.code, 2);
  assert.match(noAdapter.stderr, /is no adapter's module/);
  assert.equal((await runCli(["trust", "revoke", "mine.ts"], { cwd })).code, 2);
});
