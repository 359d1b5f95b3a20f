/**
 * Builds llama-server and llama-bench from the sources inside node-llama-cpp, as peers to compare with:
 *
 *   node perf/build-peers.ts [folder]
 *
 * Needs git, cmake and a C++ compiler; takes 8 minutes on two cores, once. The same release as the library that the
 * engine calls, so that only what is around it differs. For a folder of one's own, name its `out/bin` in `ASSAY_PEERS`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const targets = ["llama-server", "llama-bench"];
/** Parts that nothing here measures; the prebuilt pages would be downloaded. */
const without = ["OPENSSL", "BUILD_TESTS", "BUILD_EXAMPLES", "BUILD_UI", "USE_PREBUILT_UI"];

/** Where the built programs lie; `ASSAY_PEERS` names a folder of one's own. */
export const peersFolder =
  process.env.ASSAY_PEERS ?? fileURLToPath(new URL(".cache/llama.cpp/out/bin", import.meta.url));

/** @throws Error that says how to build it */
export function findPeer(name: "llama-server" | "llama-bench"): string {
  const file = path.join(peersFolder, process.platform === "win32" ? `${name}.exe` : name);
  if (existsSync(file)) return file;
  throw new Error(`${file} is not there: run \`node perf/build-peers.ts\` first`);
}

function build(root: string): void {
  const bundle = fileURLToPath(new URL("../node_modules/node-llama-cpp/llama/gitRelease.bundle", import.meta.url));
  const sources = path.join(root, "sources");
  const out = path.join(root, "out");
  mkdirSync(root, { recursive: true });
  if (!existsSync(sources)) run("git", ["clone", "--quiet", "--no-checkout", bundle, sources]);
  // The bundle of a newer package has another release.
  run("git", ["-C", sources, "fetch", "--quiet", bundle, "HEAD"]);
  run("git", ["-C", sources, "checkout", "--quiet", "FETCH_HEAD"]);
  const options = [
    "CMAKE_BUILD_TYPE=Release",
    // Visual Studio would add a folder named Release.
    `CMAKE_RUNTIME_OUTPUT_DIRECTORY_RELEASE=${path.join(out, "bin")}`,
    ...without.map((part) => `LLAMA_${part}=OFF`),
  ];
  run("cmake", ["-S", sources, "-B", out, ...options.map((option) => `-D${option}`)]);
  const jobs = String(os.availableParallelism());
  run("cmake", ["--build", out, "--config", "Release", "--target", ...targets, "-j", jobs]);
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (error !== undefined || status !== 0) throw new Error(`${command} ${args[0]} failed`, { cause: error });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  build(path.resolve(process.argv[2] ?? fileURLToPath(new URL(".cache/llama.cpp", import.meta.url))));
