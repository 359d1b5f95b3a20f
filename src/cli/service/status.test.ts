import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { makeFolder } from "../../../test/make-folder.ts";

/** Packages that may be loaded before the status is told: they read names of folders. */
const LIGHT = /node_modules\/(env-paths|is-safe-filename)\//;

test("`assay service status` loads nothing heavy, as clients poll it", (context) => {
  const home = makeFolder(context);
  // Also with a service that ran: its file, its process and its lock are all looked at.
  mkdirSync(join(home, "state"));
  const state = {
    schema: 1,
    processId: process.pid,
    processStart: "x",
    endpoints: ["http://127.0.0.1:9"],
    project: home,
  };
  writeFileSync(
    join(home, "state", "service.json"),
    JSON.stringify({ ...state, version: "0", sessionToken: "none", settings: {}, given: {} }),
  );
  const list = join(home, "list.mjs");
  writeFileSync(
    list,
    `import { registerHooks } from "node:module";
    const seen = [];
    registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
    process.on("exit", () => console.error(JSON.stringify(seen)));`,
  );
  const main = join(import.meta.dirname, "..", "main.ts");
  const args = ["--no-warnings", `--import=${pathToFileURL(list)}`, main, "service", "status"];
  const env = { ...process.env, NODE_OPTIONS: "", ASSAY_HOME: home };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /is not running/);
  const loaded: string[] = JSON.parse(stderr);
  assert.ok(loaded.some((url) => url.endsWith("/read-service-status.ts")));
  assert.deepEqual(
    loaded.filter((url) => url.includes("node_modules") && !LIGHT.test(url)),
    [],
  );
  // Node's own modules lie in its snapshot, but for the network's: an import of those costs 35 ms.
  assert.deepEqual(
    loaded.filter((url) => /^node:(https?|http2|tls)$/.test(url)),
    [],
  );
  const files = loaded.filter((url) => url.startsWith("file:"));
  assert.ok(files.length < 24, files.join("\n"));
});
