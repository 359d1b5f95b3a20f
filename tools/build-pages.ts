// Makes dist/web, the pages that the service serves: script, style sheet and chunks of web/.
import { cpSync, rmSync } from "node:fs";
import { build } from "esbuild";

const OUT = "dist/web";

rmSync(OUT, { recursive: true, force: true });
await build({
  entryPoints: { main: "web/main.tsx", styles: "web/styles.css" },
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
// Last: a folder that has it is whole.
cpSync("web/index.html", `${OUT}/index.html`);
