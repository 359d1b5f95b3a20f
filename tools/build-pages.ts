// Makes dist/web, the pages that the service serves: scripts, style sheet and chunks of web/, and what runs models in a page.
import { cpSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { buildRuntimes } from "./build-runtimes.ts";

const OUT = "dist/web";

rmSync(OUT, { recursive: true, force: true });
await build({
  entryPoints: { main: "web/main.tsx", "model-worker": "web/page-models/worker.ts", styles: "web/styles.css" },
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "browser",
  target: "es2024",
  chunkNames: "chunks/[name]-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  logLevel: "warning",
});
await buildRuntimes(`${OUT}/runtimes`);
// Last: a folder that has it is whole.
cpSync("web/index.html", `${OUT}/index.html`);
