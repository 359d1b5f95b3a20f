import type { BuildKind } from "./find-builds.ts";

/** A native library for this system, and how to get it. */
export interface InstallableBuild {
  /** Of llama.cpp, or ONNX Runtime. */
  readonly kind: BuildKind | "onnx";
  /** What it computes on and how much it takes, such as `CUDA (NVIDIA), 570 MB`. */
  readonly on: string;
  /** Words behind `npm` that install it. */
  readonly npm: readonly string[];
  /** The same as a line to type. */
  readonly command: string;
}

export interface InstallTarget {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Exact version of the packages that bring the library. */
  readonly version: string;
  /** Exact version of the package that brings ONNX Runtime. */
  readonly runtimeVersion: string;
  /** Exact version of koffi, which calls llama.cpp. */
  readonly callerVersion: string;
  /** Folder in which npm is to be run; absent where assay itself is installed for all projects. */
  readonly folder: string | undefined;
  /** Whether this copy holds the builds for graphics cards back, as the repository does. */
  readonly isOverridden: boolean;
}

interface Published {
  readonly kind: BuildKind;
  readonly on: string;
  readonly packages: readonly string[];
}

/** Builds by system and architecture, as node-llama-cpp 3.22 publishes them; sizes on Linux, rounded. Its own code is not needed. */
const BUILDS: Readonly<Record<string, readonly Published[]>> = {
  "linux-x64": [
    { kind: "cpu", on: "CPU, 35 MB", packages: ["linux-x64"] },
    { kind: "cuda", on: "CUDA (NVIDIA), 570 MB", packages: ["linux-x64", "linux-x64-cuda", "linux-x64-cuda-ext"] },
    { kind: "vulkan", on: "Vulkan (AMD, Intel, NVIDIA), 110 MB", packages: ["linux-x64", "linux-x64-vulkan"] },
  ],
  "win32-x64": [
    { kind: "cpu", on: "CPU, 35 MB", packages: ["win-x64"] },
    { kind: "cuda", on: "CUDA (NVIDIA), 570 MB", packages: ["win-x64", "win-x64-cuda", "win-x64-cuda-ext"] },
    { kind: "vulkan", on: "Vulkan (AMD, Intel, NVIDIA), 110 MB", packages: ["win-x64", "win-x64-vulkan"] },
  ],
  "linux-arm64": [{ kind: "cpu", on: "CPU", packages: ["linux-arm64"] }],
  "linux-arm": [{ kind: "cpu", on: "CPU", packages: ["linux-armv7l"] }],
  "linux-riscv64": [{ kind: "cpu", on: "CPU", packages: ["linux-riscv64"] }],
  "win32-arm64": [{ kind: "cpu", on: "CPU", packages: ["win-arm64"] }],
  "darwin-arm64": [{ kind: "metal", on: "Metal, and CPU", packages: ["mac-arm64-metal"] }],
  "darwin-x64": [{ kind: "cpu", on: "CPU", packages: ["mac-x64"] }],
};

/**
 * Lists the builds for this system, the smallest first; none where there is none.
 *
 * Install scripts are not needed: with them, npm would compile llama.cpp for minutes when a build is missing. The
 * packages are named one by one because the library's own list of them is all at once, 725 MB on x64.
 */
export function listInstallableBuilds(
  target: Omit<InstallTarget, "isOverridden" | "runtimeVersion">,
): readonly InstallableBuild[] {
  const { platform, arch, version, callerVersion, folder } = target;
  return (BUILDS[`${platform}-${arch}`] ?? []).map(({ kind, on, packages }) => {
    const npm = [
      "install",
      ...(folder === undefined ? ["--global"] : []),
      "--ignore-scripts",
      ...packages.map((name) => `@node-llama-cpp/${name}@${version}`),
      // The native part of what calls it, for those who installed assay without its optional packages.
      `@koromix/koffi-${platform}-${arch}@${callerVersion}`,
    ];
    return { kind, on, npm, command: `npm ${npm.join(" ")}` };
  });
}
