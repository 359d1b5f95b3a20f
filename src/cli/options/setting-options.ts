import { type Command, Option } from "commander";
import { SETTINGS, type SettingName } from "../../settings/definitions.ts";
import { type BareWorkspace, readWorkspace, type Workspace } from "../../workbench/workspace.ts";

/** What stands for a setting's value in the help. */
const PLACEHOLDERS: Partial<Record<SettingName, string>> = {
  models: "<a,b>",
  prompts: "<set|file>",
  prompt: "<text>",
  comparePrompt: "<text>",
  rounds: "<n>",
  warmUp: "<n>",
  order: "<order>",
  seed: "<n>",
  temperature: "<t>",
  maxTokens: "<n>",
  prefixCache: "<on|off>",
  devices: "<cpu,gpu>",
  threads: "<n>",
  contextTokens: "<n>",
  timeLimitMs: "<30s>",
  runs: "<folder>",
  maxMemoryBytes: "<2GB>",
  memory: "<kind>",
  maxP95Ms: "<1500ms>",
  maxTtftMs: "<500ms>",
  maxFootprintBytes: "<2GB>",
  minTokensPerSecond: "<20>",
  minQuality: "<0.8>",
  licence: "<commercial>",
  servicePort: "<n>",
  serviceHost: "<address>",
  serviceKeyFile: "<file>",
  serviceKeyVariable: "<name>",
  allowedHosts: "<a,b>",
  allowedOrigins: "<a,b>",
  maxLoadedModels: "<n>",
  modelMemoryBytes: "<4GB>",
  modelTtlMs: "<10m>",
  keepWarmMs: "<5m>",
  parallel: "<n>",
  queueLength: "<n>",
};

/** Adds the flags of the named settings to a command, with their environment variables and defaults in the help. */
export function addSettingOptions(command: Command, names: readonly SettingName[]): void {
  for (const name of names) for (const option of toOptions(name)) command.addOption(option);
}

/** Reads the settings: the named ones that the command line gave over the environment, files and defaults. */
export async function readCommandSettings(
  options: Readonly<Record<string, unknown>>,
  names: readonly SettingName[],
  workspace: BareWorkspace,
): Promise<Workspace> {
  const flags = names.flatMap((name) => {
    const value = toOptions(name)
      .map((option) => options[option.attributeName()])
      .find((given) => given !== undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return readWorkspace(workspace, Object.fromEntries(flags));
}

function toOptions(name: SettingName): Option[] {
  const { flag, description, variable, schema, default: fallback } = SETTINGS[name];
  if (flag === undefined) return [];
  const notes = [
    ...(variable === undefined ? [] : [`env: ${variable}`]),
    ...(fallback === undefined || String(fallback) === "" ? [] : [`default: ${String(fallback)}`]),
  ];
  const text = `${description.replace(/\.$/, "")}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
  if (schema.safeParse(true).success) {
    const bare = flag.replace(/^--/, "");
    return [new Option(flag, text), new Option(`--no-${bare}`, `The opposite of ${flag}`)];
  }
  return [new Option(`${flag} ${PLACEHOLDERS[name] ?? "<value>"}`, text)];
}
