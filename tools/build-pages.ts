// Makes dist/web, the pages that the service serves: scripts, style sheet and chunks of web/, and what runs models in a page.
import { cpSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { buildRuntimes } from "./build-runtimes.ts";
import { PAGE_BUILD } from "./page-build.ts";

const OUT = "dist/web";

rmSync(OUT, { recursive: true, force: true });
await build({ ...PAGE_BUILD, outdir: OUT });
await buildRuntimes(`${OUT}/runtimes`);
// Last: a folder that has it is whole.
cpSync("web/index.html", `${OUT}/index.html`);
