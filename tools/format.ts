// Formats everything, and fixes what the linter can fix safely.
import { spawnSync } from "node:child_process";

const run = spawnSync(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "check", "--write", "."], {
  stdio: "inherit",
});
process.exit(run.status ?? 1);
