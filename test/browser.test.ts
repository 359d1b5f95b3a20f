import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { describe, it } from "node:test";
import { build } from "esbuild";
import { isBrowserSafe } from "../tools/layers.ts";
import { makeFolder } from "./make-folder.ts";

const files = globSync("src/**/*.ts")
  .map((path) => path.split(sep).join("/"))
  .filter((path) => !path.endsWith(".test.ts") && isBrowserSafe(path))
  .sort();

describe("what a page may use", () => {
  it("is bundled for a browser, packages included, without reaching anything of Node", async () => {
    const entry = files.map((file) => `export * as ${file.replaceAll(/\W/g, "_")} from "./${file}";`).join("\n");
    const { metafile } = await build({
      stdin: { contents: entry, resolveDir: process.cwd() },
      bundle: true,
      platform: "browser",
      format: "esm",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    const bundled = Object.keys(metafile.inputs);
    for (const file of files.filter(hasCode)) assert.ok(bundled.includes(file), `${file} is in the bundle`);
  });

  it("compiles with the types of a browser alone", (context) => {
    const folder = makeFolder(context);
    const { compilerOptions } = JSON.parse(readFileSync("tsconfig.json", "utf8"));
    const config = {
      compilerOptions: { ...compilerOptions, lib: ["ESNext", "DOM", "DOM.Iterable", "DOM.AsyncIterable"], types: [] },
      files: files.map((file) => resolve(file)),
    };
    const path = join(folder, "tsconfig.json");
    writeFileSync(path, JSON.stringify(config));
    const tsc = resolve("node_modules/typescript/bin/tsc");
    try {
      execFileSync(process.execPath, [tsc, "--noEmit", "--project", path], { encoding: "utf8" });
    } catch (error) {
      assert.fail(String(error instanceof Error && "stdout" in error ? error.stdout : error));
    }
  });
});

/** A file of types alone leaves nothing in a bundle. */
function hasCode(file: string): boolean {
  return /^export (?!type|interface)/m.test(readFileSync(file, "utf8"));
}
