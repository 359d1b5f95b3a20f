import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { it } from "node:test";
import { pathToFileURL } from "node:url";
import { makeFolder } from "../../../test/make-folder.ts";

/** Runs `foundry` with arguments and lists the packages that it has loaded, and how many files of its own. */
function runAndWatch(home: string, args: readonly string[]) {
  const script = `
    import { registerHooks } from "node:module";
    const seen = [];
    registerHooks({ resolve(specifier, context, next) { const found = next(specifier, context); seen.push(found.url); return found; } });
    process.argv.push(...${JSON.stringify(args)});
    await import(${JSON.stringify(pathToFileURL(resolve("src/cli/foundry/main.ts")).href)});
    console.error(JSON.stringify(seen));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script, "foundry"], {
    encoding: "utf8",
    env: { ...process.env, ASSAY_HOME: home },
  });
  const urls: string[] = JSON.parse(stderr.trim().split("\n").at(-1) ?? "[]");
  const packages = urls.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return { stdout, packages: [...new Set(packages)], files: urls.filter((url) => url.includes("/src/")).length };
}

it("`foundry service status` loads next to nothing: the SDKs give up after a second", (test) => {
  const { stdout, packages, files } = runAndWatch(makeFolder(test), ["service", "status"]);
  assert.match(stdout, /not running/);
  // The second belongs to the first.
  assert.deepEqual(packages, ["env-paths", "is-safe-filename"]);
  assert.ok(files <= 20, `${files} files`);
});

it("`foundry --version` and `--license` answer at once", (test) => {
  for (const flag of ["--version", "--license"]) {
    const { stdout, packages } = runAndWatch(makeFolder(test), [flag]);
    assert.match(stdout, /assay/);
    assert.deepEqual(packages, []);
  }
});
