import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { createFoundryEngine } from "./create-foundry-engine.ts";
import { type FindServiceRuntime, findService } from "./find-service.ts";
import { isOwnExecutable } from "./is-own-executable.ts";
import { type RunFoundry, runFoundry } from "./run-foundry.ts";

const STATUS = "🟢 Model management service is running on http://127.0.0.1:55064/openai/status";

/** Programs that answer by their path and arguments. */
function pretend(programs: Readonly<Record<string, Readonly<Record<string, string>>>>): FindServiceRuntime {
  const run: RunFoundry = async (path, args) => {
    const stdout = programs[path]?.[args.join(" ")];
    return stdout === undefined ? { exitCode: 1, stdout: "● error" } : { exitCode: 0, stdout };
  };
  const findPrograms = () => Object.keys(programs);
  return { env: {}, run, findPrograms, isOwn: (path) => path.startsWith("/assay") };
}

describe("findService()", () => {
  it("takes the address that `foundry service status` names", async () => {
    const found = await findService(pretend({ "/bin/foundry": { "service status": STATUS } }));
    assert.deepEqual(found, { origin: "http://127.0.0.1:55064", path: "/bin/foundry" });
  });

  it("asks the 0.10 program in its own words", async () => {
    const status = '{"state":"Ready","webUrls":["http://127.0.0.1:52364/"]}';
    const { origin } = await findService(pretend({ f: { "server status -o json": status } }));
    assert.equal(origin, "http://127.0.0.1:52364");
  });

  it("passes over Assay's own program", async () => {
    const ours = { "service status": "is running on http://127.0.0.1:5273/openai/status" };
    const both = pretend({ "/assay/foundry": ours, "/bin/foundry": { "service status": STATUS } });
    assert.equal((await findService(both)).path, "/bin/foundry");
    await assert.rejects(findService(pretend({ "/assay/foundry": ours })), {
      code: "engine-missing",
      message: /Assay's own, \/assay\/foundry/,
    });
  });

  it("says what to do when there is no program, and when its service does not run", async () => {
    await assert.rejects(findService(pretend({})), { code: "engine-missing", hint: /./ });
    const stopped = pretend({ f: { "service status": "🔴 Model management service is not running!" } });
    await assert.rejects(findService(stopped), { code: "service-unavailable", hint: /foundry service start/ });
    await assert.rejects(findService(pretend({ f: {} })), { code: "service-unavailable" });
  });
});

describe("the probe of the foundry engine", () => {
  const probe = (programs: Parameters<typeof pretend>[0]) => createFoundryEngine(pretend(programs)).probe();

  it("tells the real program, ours and another one apart", async () => {
    const real = { "--version": "0.8.119\n" };
    const ours = { "--version": "0.8.119+assay.0.1.0" };
    assert.deepEqual(await probe({ f: real }), { available: true, version: "0.8.119", hint: undefined, devices: [] });
    assert.match((await probe({ "/assay/f": ours, f: real })).hint ?? "", /\/assay\/f stands before f/);
    for (const only of [{ "/assay/f": ours }, { "/elsewhere/f": ours }]) {
      const { available, hint } = await probe(only);
      assert.equal(available, false);
      assert.match(hint ?? "", /Assay's own/);
    }
    assert.match((await probe({ f: { "--version": "forge" } })).hint ?? "", /none is on PATH/);
    assert.match((await probe({})).hint ?? "", /none is on PATH/);
  });
});

describe("runFoundry()", () => {
  it("hands over what a program wrote, its exit code, and that there is none", async () => {
    const script = "console.log('out'); process.exitCode = 3";
    assert.deepEqual(await runFoundry(process.execPath, ["-e", script]), { exitCode: 3, stdout: "out\n" });
    assert.deepEqual(await runFoundry(join("no", "such"), []), { exitCode: undefined, stdout: "" });
  });

  it("stops when told to", async () => {
    const signal = AbortSignal.timeout(50);
    await assert.rejects(runFoundry(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], signal));
  });
});

describe("isOwnExecutable()", () => {
  it("knows the package's own program, through links, and starters of it", (context) => {
    const folder = makeFolder(context, {
      "assay/package.json": '{"name":"assay"}',
      "assay/dist/cli/foundry.js": "",
      "assay/src/main.ts": "",
      "other/dist/assay/dist/main.js": "",
      "npm/foundry.cmd": 'SET dp0=%~dp0\r\n"%_prog%" "%dp0%\\..\\assay\\dist\\cli\\foundry.js" %*',
      "npm/foundry": 'basedir=$(dirname "$0")\nexec node  "$basedir/../assay/dist/cli/foundry.js" "$@"',
      "checkout/foundry": '#!/bin/sh\nexec node "$(dirname "$0")/../assay/src/main.ts" "$@"',
      "checkout/bare.cmd": "@node %~dp0..\\assay\\src\\main.ts %*",
      "gone/foundry": 'exec node "$basedir/node_modules/assay/dist/cli/foundry.js" "$@"',
      "foreign/foundry": 'exec node "$basedir/../other/dist/assay/dist/main.js" "$@" # not ../assay/src/main.tsx',
      "other/package.json": '{"name":"foundry"}',
      "other/foundry": "#!/bin/sh",
      "broken/package.json": "{",
      "broken/foundry": "",
    });
    assert.equal(isOwnExecutable(join(folder, "assay/dist/cli/foundry.js")), true);
    for (const path of ["npm/foundry.cmd", "npm/foundry", "checkout/foundry", "checkout/bare.cmd"])
      assert.equal(isOwnExecutable(join(folder, path)), true, path);
    for (const path of ["other/foundry", "broken/foundry", "gone/foundry", "foreign/foundry", "none"])
      assert.equal(isOwnExecutable(join(folder, path)), false);
    if (process.platform === "win32") return;
    mkdirSync(join(folder, "bin"));
    symlinkSync(join(folder, "assay/dist/cli/foundry.js"), join(folder, "bin/foundry"));
    chmodSync(join(folder, "bin/foundry"), 0o755);
    assert.equal(isOwnExecutable(join(folder, "bin/foundry")), true);
  });
});
