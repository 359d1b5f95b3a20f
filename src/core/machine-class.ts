import type { Machine } from "./run.ts";

/** Facts about a machine that tell its kind, and not whose it is. */
export type MachineKind = Pick<Machine, "platform" | "architecture" | "cpuModel" | "cpuCount" | "memoryBytes">;

/** The kind of a machine in words, such as `linux x64, 8 threads of AMD EPYC 7763, 32 GiB`. */
export function describeMachineClass(machine: MachineKind): string {
  const { platform, architecture, cpuModel, cpuCount, memoryBytes } = machine;
  const threads = `${cpuCount} threads${cpuModel === undefined ? "" : ` of ${cpuModel.replace(/\s+/g, " ").slice(0, 80)}`}`;
  return `${platform} ${architecture}, ${threads}, ${Math.round(memoryBytes / 2 ** 30)} GiB`;
}
