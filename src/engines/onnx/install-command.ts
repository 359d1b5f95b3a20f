import { createRequire } from "node:module";
import type { InstallableBuild, InstallTarget } from "../gguf/llama/install-commands.ts";

/** Systems that onnxruntime-node brings its library for. */
const SYSTEMS = ["linux-x64", "linux-arm64", "win32-x64", "win32-arm64", "darwin-arm64"];

/** ONNX Runtime as something to install; undefined where there is none for the system. */
export function listRuntimeBuilds({
  platform,
  arch,
  folder,
  runtimeVersion,
}: InstallTarget): readonly InstallableBuild[] {
  if (!SYSTEMS.includes(`${platform}-${arch}`)) return [];
  // Its install script would only fetch CUDA, which is not used.
  const npm = [
    "install",
    ...(folder === undefined ? ["--global"] : []),
    "--ignore-scripts",
    `onnxruntime-node@${runtimeVersion}`,
  ];
  return [{ kind: "onnx", on: "ONNX models on the CPU and by WebGPU, 290 MB", npm, command: `npm ${npm.join(" ")}` }];
}

/** Whether the package can be found from here. */
export function isRuntimeInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve("onnxruntime-node/package.json");
    return true;
  } catch {
    return false;
  }
}
