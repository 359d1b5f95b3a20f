import type { DeviceProbe } from "../../../core/engine.ts";
import { createEngines } from "../../../workbench/create-engines.ts";
import { modelCacheOf } from "../../../workbench/model-cache.ts";
import { SERVICE_SETTINGS } from "../../../workbench/service-control/service-settings.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { settingLabel } from "../classic/change-setting.ts";

/** One setting as it is shown: its flag without the dashes, what it is, and who said so. */
interface ShownSetting {
  readonly name: string;
  /** Absent: nobody said anything, and there is no default. */
  readonly value?: unknown;
  readonly from: string;
}

/** `foundry config list` */
export async function listConfig(
  options: { readonly json: boolean },
  { terminal, openWorkspace }: CommandContext,
): Promise<number> {
  const workspace = await openWorkspace();
  const { settings, origins } = workspace;
  const shown: ShownSetting[] = SERVICE_SETTINGS.map((name) => ({
    name: settingLabel(name),
    value: settings[name],
    from: origins[name].where,
  }));
  const { devices } = await createEngines(workspace).gguf.probe();
  const gpu = devices.find(({ device }) => device === "gpu");
  const cacheDirectory = modelCacheOf(workspace);
  const gpuAcceleration = gpu?.available === true;
  terminal.printResult(options, { settings: shown, cacheDirectory, devices, gpuAcceleration }, () => {
    terminal.print("Settings:");
    for (const { name, value, from } of shown) terminal.print(`  ${name.padEnd(20)}${show(value).padEnd(28)}${from}`);
    terminal.print(`  ${"cache".padEnd(20)}${cacheDirectory}`);
    terminal.print("\nDevices:");
    for (const device of devices) terminal.print(`  ${describeDevice(device)}`);
    terminal.print(`\nGPU acceleration: ${describeAcceleration(gpu)}`);
  });
  return 0;
}

function describeDevice({ device, available, name, because }: DeviceProbe): string {
  return `${device.toUpperCase().padEnd(5)}${available ? (name ?? "available") : `not available: ${because ?? "unknown why"}`}`;
}

function describeAcceleration(gpu: DeviceProbe | undefined): string {
  if (gpu?.available === true) return 'on for models with "device": "gpu" in models.json, and for <alias>-gpu';
  return `off: ${gpu?.because ?? "no GPU was found"}`;
}

function show(value: unknown): string {
  if (value === undefined) return "-";
  if (Array.isArray(value)) return value.join(",") || "-";
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}
