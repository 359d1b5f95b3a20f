// Makes dist/, what is published: JavaScript and types of src/, since Node strips no types below node_modules.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
const tsc = ["node_modules/typescript/bin/tsc", "--project", "tsconfig.build.json"];
const run = spawnSync(process.execPath, tsc, { stdio: "inherit" });
if (run.status !== 0) process.exit(run.status ?? 1);
await import("./build-pages.ts");
