import assert from "node:assert/strict";
import { test } from "node:test";
import { AssayError } from "../../core/errors.ts";
import { findBuild, installBuild, listBuilds } from "./install-build.ts";

const idle = new AbortController().signal;
const build = { kind: "cpu", on: "CPU", npm: ["install", "something"], command: "npm install something" } as const;
const program = (script: string) => [process.execPath, "--eval", script, "--"] as const;

test("`listBuilds()` finds the CPU build that the tests themselves run on", () => {
  const [first] = listBuilds();
  assert.equal(first?.isInstalled, true);
});

test("`findBuild()` names the builds that there are", () => {
  assert.equal(findBuild("cpu").kind, listBuilds()[0]?.kind);
  assert.throws(() => findBuild("cduda"), /There is no "cduda" build/);
});

test("`installBuild()` hands on what npm says, and fails with its last words", async () => {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  await installBuild(build, {
    signal: idle,
    onLine,
    npm: program("console.log('added', process.argv.slice(1).join(' '))"),
  });
  assert.deepEqual(lines, ["added install something"]);
  const failing =
    "console.error('npm error 404 no such package\\nnpm error A complete log of this run is there'); process.exit(1)";
  await assert.rejects(
    installBuild(build, { signal: idle, onLine, npm: program(failing) }),
    (error) =>
      error instanceof AssayError && error.code === "engine-missing" && /404 no such package/.test(error.message),
  );
});

test("`installBuild()` tells that npm is not there, and stops when it is told to", async () => {
  const onLine = () => {};
  await assert.rejects(
    installBuild(build, { signal: idle, onLine, npm: ["assay-no-such-program"] }),
    /npm is not on PATH/,
  );
  const stop = new AbortController();
  const running = installBuild(build, {
    signal: stop.signal,
    onLine: () => stop.abort(),
    npm: program("console.log('x'); setInterval(() => {}, 1e6)"),
  });
  await assert.rejects(running, (error) => error instanceof AssayError && error.code === "aborted");
});

test("`installBuild()` says why a copy of the repository has no build for graphics cards", async () => {
  await assert.rejects(
    installBuild({ ...build, kind: "cuda" }, { signal: idle, onLine: () => {}, npm: ["assay-no-such-program"] }),
    (error) => error instanceof AssayError && error.code === "unsupported" && /overrides/.test(error.hint ?? ""),
  );
});
