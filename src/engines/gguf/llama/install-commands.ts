/** A way to get the library that runs GGUF files, and the native part of what calls it. */
export interface InstallCommand {
  /** Device that it computes on, such as `CPU` or `CUDA (NVIDIA)`. */
  readonly on: string;
  readonly command: string;
}

export interface InstallTarget {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Exact version of node-llama-cpp, whose packages bring the library. */
  readonly version: string;
  /** Exact version of koffi, which calls it. */
  readonly callerVersion: string;
  /** Whether assay itself is installed for all projects. */
  readonly isGlobal: boolean;
  /** Whether this copy holds the builds for graphics cards back, as the repository does. */
  readonly isOverridden: boolean;
}

/** Builds by system and architecture, as node-llama-cpp 3.22 publishes them; sizes on Linux, rounded. Its own code is not needed. */
const BUILDS: Readonly<Record<string, readonly { readonly on: string; readonly packages: readonly string[] }[]>> = {
  "linux-x64": [
    { on: "CPU, 35 MB", packages: ["linux-x64"] },
    { on: "CUDA (NVIDIA), 570 MB", packages: ["linux-x64", "linux-x64-cuda", "linux-x64-cuda-ext"] },
    { on: "Vulkan (AMD, Intel, NVIDIA), 110 MB", packages: ["linux-x64", "linux-x64-vulkan"] },
  ],
  "win32-x64": [
    { on: "CPU, 35 MB", packages: ["win-x64"] },
    { on: "CUDA (NVIDIA), 570 MB", packages: ["win-x64", "win-x64-cuda", "win-x64-cuda-ext"] },
    { on: "Vulkan (AMD, Intel, NVIDIA), 110 MB", packages: ["win-x64", "win-x64-vulkan"] },
  ],
  "linux-arm64": [{ on: "CPU", packages: ["linux-arm64"] }],
  "linux-arm": [{ on: "CPU", packages: ["linux-armv7l"] }],
  "linux-riscv64": [{ on: "CPU", packages: ["linux-riscv64"] }],
  "win32-arm64": [{ on: "CPU", packages: ["win-arm64"] }],
  "darwin-arm64": [{ on: "Metal, and CPU", packages: ["mac-arm64-metal"] }],
  "darwin-x64": [{ on: "CPU", packages: ["mac-x64"] }],
};

/**
 * Lists the commands that install the library for this system, one per kind of processor; none where there is no build.
 *
 * Install scripts are not needed: with them, npm would compile llama.cpp for minutes when a build is missing. The builds
 * are named one by one because the library's optional packages are all of them at once, 725 MB on x64.
 */
export function listInstallCommands({
  platform,
  arch,
  version,
  callerVersion,
  isGlobal,
}: Omit<InstallTarget, "isOverridden">): readonly InstallCommand[] {
  const install = `npm install ${isGlobal ? "--global " : ""}--ignore-scripts --omit=optional`;
  return (BUILDS[`${platform}-${arch}`] ?? []).map(({ on, packages }) => ({
    on,
    command: [
      install,
      ...packages.map((name) => `@node-llama-cpp/${name}@${version}`),
      // An optional package of ours that `--omit=optional` would take away again.
      `@koromix/koffi-${platform}-${arch}@${callerVersion}`,
    ].join(" "),
  }));
}
