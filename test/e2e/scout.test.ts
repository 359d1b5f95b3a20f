import assert from "node:assert/strict";
import { test } from "node:test";
import { startHub } from "../fixtures/hub/start-hub.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

test("`assay scout` tells cron by its exit code what to do", async (context) => {
  await using hub = await startHub({ repos: [] });
  const cwd = makeFolder(context);
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    runCli(["scout", "--against", "notes-mini:q8_0", ...args], { cwd, env: { HF_ENDPOINT: hub.url, ...env } });
  const nothing = await run(["--exit-code", "--json"]);
  assert.deepEqual([nothing.code, JSON.parse(nothing.stdout).best], [14, "no"], nothing.stderr);
  const offline = await run([], { HF_HUB_OFFLINE: "1" });
  assert.equal(offline.code, 75);
  assert.match(offline.stderr, /^error: /);
  hub.faults.set("/api/models", { type: "rate-limit", retryAfter: "86400" });
  const limited = await run([]);
  assert.equal(limited.code, 75);
  assert.match(limited.stderr, /status 429[\s\S]*limits requests/);
  const typed = await run(["--since", "yesterday"]);
  assert.deepEqual([typed.code, /--since must be a day/.test(typed.stderr)], [2, true]);
});
