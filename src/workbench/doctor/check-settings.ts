import { join } from "node:path";
import type { Catalog } from "../../catalog/catalog.ts";
import { type AssayError, toAssayError } from "../../core/errors.ts";
import type { SettingName } from "../../settings/definitions.ts";
import type { SettingsRead } from "../../settings/read-settings.ts";
import { statFile } from "../../system/stat-file.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";

/** Tells which files settings and models come from, and what they set. What could not be read is a problem. */
export function checkSettings(
  { directory, locations }: Workspace,
  settings: SettingsRead | AssayError,
  catalog: Catalog | AssayError,
): Finding[] {
  const files = [join(directory, ".env"), join(directory, "assay.json"), join(locations.config, "assay.json")].filter(
    (file) => statFile(file)?.isFile() === true,
  );
  return [
    ...files.map((file) => finding("file", file)),
    ...("settings" in settings ? listSet(settings) : [broken(settings)]),
    ...("models" in catalog ? catalog.files.map((file) => finding("models", file)) : [broken(catalog)]),
  ];
}

function listSet({ settings, origins }: SettingsRead): Finding[] {
  return (Object.keys(origins) as SettingName[])
    .filter((name) => origins[name].from !== "built-in")
    .map((name) => finding(name, `${JSON.stringify(settings[name])} from ${origins[name].where}`));
}

function finding(subject: string, message: string): Finding {
  return { topic: "settings", subject, status: "ok", message };
}

function broken(error: AssayError): Finding {
  const { message, hint } = toAssayError(error);
  return {
    topic: "settings",
    subject: "file",
    status: "problem",
    message,
    ...(hint !== undefined && { hints: [hint] }),
  };
}
