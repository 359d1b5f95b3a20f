import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type InstallTarget, listInstallableBuilds } from "./install-commands.ts";

/** Target of an installation: this system, the versions that this package asks for, and the folder that has it. */
export function readInstallTarget(): InstallTarget {
  const root = resolve(fileURLToPath(new URL("../../../../", import.meta.url)));
  const {
    dependencies,
    optionalDependencies,
    peerDependencies,
    overrides = {},
  } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
    optionalDependencies: Readonly<Record<string, string>>;
    peerDependencies: Readonly<Record<string, string>>;
    overrides?: Readonly<Record<string, string>>;
  };
  const modules = dirname(root);
  const isInstalled = basename(modules) === "node_modules";
  // Installed for all projects, the folder that holds our node_modules is no project of its own.
  const isGlobal = isInstalled && !existsSync(join(dirname(modules), "package.json"));
  return {
    platform: process.platform,
    arch: process.arch,
    version: optionalDependencies["@node-llama-cpp/linux-x64"] ?? "latest",
    runtimeVersion: peerDependencies["onnxruntime-node"] ?? "latest",
    callerVersion: dependencies.koffi ?? "latest",
    folder: isGlobal ? undefined : isInstalled ? dirname(modules) : root,
    // npm heeds overrides in the package that it is called for, so those of an installed copy count for nothing.
    isOverridden: !isInstalled && Object.keys(overrides).some((name) => name.startsWith("@node-llama-cpp/")),
  };
}

/** Tells how to get what runs GGUF files. */
export function installHint(): string {
  const [smallest] = listInstallableBuilds(readInstallTarget());
  return smallest === undefined
    ? `There is no build of llama.cpp for ${process.platform} on ${process.arch}: use an endpoint instead, such as llama-server.`
    : `\`assay setup ${smallest.kind}\` installs it, and so does \`${smallest.command}\`.`;
}
