import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type InstallTarget, listInstallCommands } from "./install-commands.ts";

/** Target of an installation: this system, the version that this package asks for, and its folder. */
export function readInstallTarget(): InstallTarget {
  const root = fileURLToPath(new URL("../../../../", import.meta.url));
  const {
    dependencies,
    peerDependencies,
    overrides = {},
  } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
    peerDependencies: Readonly<Record<string, string>>;
    overrides?: Readonly<Record<string, string>>;
  };
  const version = (peerDependencies["node-llama-cpp"] ?? "latest").replace(/^[\^~]/, "");
  // Installed for all projects, the folder that holds our node_modules is no project of its own.
  const modules = dirname(root.replace(/[\\/]$/, ""));
  const isGlobal = basename(modules) === "node_modules" && !existsSync(join(dirname(modules), "package.json"));
  // npm heeds overrides in the package that it is called for, so those of an installed copy count for nothing.
  const isOverridden =
    basename(modules) !== "node_modules" && Object.keys(overrides).some((name) => name.startsWith("@node-llama-cpp/"));
  const callerVersion = dependencies.koffi ?? "latest";
  return { platform: process.platform, arch: process.arch, version, callerVersion, isGlobal, isOverridden };
}

/** Tells how to get what runs GGUF files: the smallest build for this system. */
export function installHint(): string {
  const [smallest] = listInstallCommands(readInstallTarget());
  return smallest === undefined
    ? `There is no build of llama.cpp for ${process.platform} on ${process.arch}: use an endpoint instead, such as llama-server.`
    : `\`${smallest.command}\` installs it; \`assay doctor\` has the commands for graphics cards.`;
}
