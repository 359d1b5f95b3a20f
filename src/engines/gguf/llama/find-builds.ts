import { existsSync, readdirSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** The release that our side of the library is written for: llama.cpp changes the layout of its settings between releases. */
export const knownRelease = "v0.5.0";

/** One prebuilt form of llama.cpp that is installed. */
export interface LlamaBuild {
  /** `cpu`, or what the build computes on beside the processor: `cuda`, `vulkan`, `metal`. */
  readonly kind: BuildKind;
  readonly folder: string;
  /** Further folders with backends: the CUDA build is published in two parts. */
  readonly moreFolders: readonly string[];
}

export type BuildKind = "cpu" | "cuda" | "vulkan" | "metal";

export type FindBuilds = () => readonly LlamaBuild[];

interface Published {
  readonly kind: BuildKind;
  readonly name: string;
  readonly parts?: readonly string[];
}

/** Packages by system and architecture, as node-llama-cpp publishes them; the faster of two GPU builds first. */
const published: Readonly<Record<string, readonly Published[]>> = {
  "linux-x64": [
    { kind: "cuda", name: "linux-x64-cuda", parts: ["linux-x64-cuda-ext"] },
    { kind: "vulkan", name: "linux-x64-vulkan" },
    { kind: "cpu", name: "linux-x64" },
  ],
  "linux-arm64": [{ kind: "cpu", name: "linux-arm64" }],
  "linux-arm": [{ kind: "cpu", name: "linux-armv7l" }],
  "linux-riscv64": [{ kind: "cpu", name: "linux-riscv64" }],
  "darwin-arm64": [{ kind: "metal", name: "mac-arm64-metal" }],
  "darwin-x64": [{ kind: "cpu", name: "mac-x64" }],
  "win32-x64": [
    { kind: "cuda", name: "win-x64-cuda", parts: ["win-x64-cuda-ext"] },
    { kind: "vulkan", name: "win-x64-vulkan" },
    { kind: "cpu", name: "win-x64" },
  ],
  "win32-arm64": [{ kind: "cpu", name: "win-arm64" }],
};

/** Finds the installed builds for this system, wherever the package manager has put them. */
export const findInstalledBuilds: FindBuilds = () =>
  (published[`${process.platform}-${process.arch}`] ?? []).flatMap(({ kind, name, parts = [] }) => {
    const folder = findFolder(name);
    // An empty stand-in for a package that was left out on purpose has no library in it.
    if (folder === undefined || findLibrary(folder, "llama") === undefined) return [];
    return [{ kind, folder, moreFolders: parts.flatMap((part) => findFolder(part) ?? []) }];
  });

function findFolder(name: string): string | undefined {
  return listModuleFolders()
    .map((modules) => path.join(modules, "@node-llama-cpp", name, "bins", name))
    .find((folder) => existsSync(folder));
}

/** Where we find packages, and, for package managers that nest or link, where the package that brings the builds does. */
function listModuleFolders(): readonly string[] {
  const here = createRequire(import.meta.url).resolve.paths("node-llama-cpp") ?? [];
  const brought = here.flatMap((modules) => {
    const link = path.join(modules, "node-llama-cpp");
    if (!existsSync(link)) return [];
    const real = realpathSync(link);
    return [path.join(real, "node_modules"), path.dirname(real)];
  });
  return [...here, ...brought];
}

/**
 * Finds one of the libraries in a build's folder. Their names carry the kind and the release:
 * `libllama.so`, `libllama.v0.5.0.so`, `libggml.vulkan.v0.5.0.so`, `llama.dll`.
 */
export function findLibrary(folder: string, name: "ggml-base" | "ggml" | "llama"): string | undefined {
  const release = knownRelease.replaceAll(".", "\\.");
  const pattern = new RegExp(`^(lib)?${name}(\\.[a-z]+)?(\\.${release})?\\.(so|dylib|dll)$`);
  const file = listFiles(folder).find((one) => pattern.test(one));
  return file === undefined ? undefined : path.join(folder, file);
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
