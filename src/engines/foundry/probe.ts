import type { EngineProbe } from "../../core/engine.ts";
import { notInstalled } from "./errors.ts";
import { askForVersion, type FindServiceRuntime } from "./find-service.ts";

/** Tells whether the program `foundry` is on PATH, and whether it is Foundry Local's or Assay's own. Starts nothing that stays. */
export async function probeFoundry(runtime: FindServiceRuntime): Promise<EngineProbe> {
  const paths = runtime.findPrograms(runtime.env);
  let own: string | undefined;
  for (const path of paths) {
    const version = await askForVersion(runtime, path);
    const isOwn = runtime.isOwn(path) || version?.includes("+assay");
    if (isOwn) own ??= path;
    // Another program of this name says no version, or is none.
    if (isOwn || version === undefined) continue;
    const hint = own === undefined ? undefined : `Assay's own ${own} stands before ${path} on PATH.`;
    return { available: true, version, hint, devices: [] };
  }
  const { message, hint } = notInstalled(own);
  return { available: false, hint: `${message}; ${hint}`, devices: [] };
}
