import { stat } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { createTrustStore, readModule, type TrustedModule, type TrustStore } from "../../engines/custom/trust.ts";
import { statFile } from "../../system/stat-file.ts";
import { trustFileOf } from "../create-engines.ts";
import { resolveName } from "../resolve-name.ts";
import type { BareWorkspace, Workspace } from "../workspace.ts";

/** A module as it is now, and whether its present content has been said yes to. */
export interface AdapterModule extends TrustedModule {
  readonly sizeBytes: number;
  readonly modifiedAt: string;
  readonly isTrusted: boolean;
}

/** A module that was said yes to, and what has become of it. */
export interface TrustEntry extends TrustedModule {
  readonly state: "unchanged" | "changed" | "missing";
}

/** The list of adapters that the user has said yes to. */
export function openTrustStore(workspace: BareWorkspace): TrustStore {
  return createTrustStore({ file: trustFileOf(workspace) });
}

/**
 * Finds the module that a path, or an alias of models.json, stands for.
 *
 * @throws AssayError `model-missing` when it is not there, `unknown-model`, `invalid-input` when the name is no adapter's
 */
export async function findAdapterModule(name: string, workspace: Workspace): Promise<AdapterModule> {
  const { path, sha256 } = await readModule(await toModulePath(name, workspace));
  const { size, mtime } = await stat(path);
  const isTrusted = await openTrustStore(workspace).isTrusted(path);
  return { path, sha256, sizeBytes: size, modifiedAt: mtime.toISOString(), isTrusted };
}

/** Lists what was said yes to, and whether it still counts: a module that has changed must be said yes to again. */
export async function listTrusted(workspace: BareWorkspace): Promise<readonly TrustEntry[]> {
  const trusted = await openTrustStore(workspace).list();
  return Promise.all(
    trusted.map(async (entry) => {
      const current = await readModule(entry.path).catch(() => undefined);
      const state = current === undefined ? "missing" : current.sha256 === entry.sha256 ? "unchanged" : "changed";
      return { ...entry, state };
    }),
  );
}

/** Takes a yes back, also for a module that is gone. @throws AssayError `invalid-input` when there was none */
export async function revokeTrust(name: string, workspace: Workspace): Promise<string> {
  const path = isAbsolute(name)
    ? name
    : await toModulePath(name, workspace).catch(() => resolve(workspace.directory, name));
  if (await openTrustStore(workspace).revoke(path)) return path;
  throw new AssayError({
    code: "invalid-input",
    message: `${path} is no trusted module.`,
    hint: "`assay trust list` shows which are.",
  });
}

async function toModulePath(name: string, workspace: Workspace): Promise<string> {
  const path = resolve(workspace.directory, name);
  if (statFile(path)?.isFile() === true || /\.[cm]?[jt]s$/.test(name)) return path;
  const sources = (await resolveName(name, workspace)).map(({ source }) => source);
  const found = sources.find((source) => source.type === "adapter");
  if (found !== undefined) return found.modulePath;
  throw new AssayError({
    code: "invalid-input",
    message: `${name} is no adapter's module and no alias of one, but a source of the type ${sources[0]?.type}.`,
    hint: "Only modules with code of your own need trust; models of files and endpoints run without it.",
  });
}
