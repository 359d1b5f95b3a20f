import type { TargetMetric } from "../../core/metric.ts";
import type { LoadEntry, MemoryEntry } from "../../core/run.ts";
import { median } from "../../stats/centre.ts";

const loadCold = {
  type: "target",
  id: "load-cold",
  label: "load, cold",
  heading: "Load, cold",
  description: "Loading with the file not in the system's cache.",
  unit: "ms",
  better: "lower",
  column: { comparison: 70, terminal: 70 },
  formula: "median time from asking for the model to its being ready, process start included, file cache cold",
  source: "measured; the cache is dropped and checked where the system allows it",
  value: ({ loads }) => medianOf(loadTimes(loads, "cold")),
  readings: ({ loads }) => loadTimes(loads, "cold"),
} as const satisfies TargetMetric;

export const loadWarm = {
  type: "target",
  id: "load-warm",
  label: "load, warm",
  heading: "Load, warm",
  description: "Loading with the file in the system's cache.",
  unit: "ms",
  better: "lower",
  column: { comparison: 80 },
  formula: "median time from asking for the model to its being ready, process start included, file cache warm",
  source: "measured; the cache is dropped and checked where the system allows it",
  value: ({ loads }) => medianOf(loadTimes(loads, "warm")),
  readings: ({ loads }) => loadTimes(loads, "warm"),
} as const satisfies TargetMetric;

/** Where the process is a program of the model's own, nothing is taken off. */
export const memoryModel = {
  type: "target",
  id: "memory-model",
  label: "memory of the model",
  heading: "Memory, model",
  description: "Memory that the model adds to the process that runs it, at its peak.",
  unit: "bytes",
  better: "lower",
  column: { comparison: 90, terminal: 50, keyFigure: true },
  formula: "highest of all loads: peak resident set - resident set of the same process before it loaded the model",
  source: "the system's own peak counter (VmHWM, maxrss), and the process itself before the load",
  absentWith: "memory-unmeasured",
  value: ({ memory }) => highest(modelReadings(memory)),
  readings: ({ memory }) => modelReadings(memory),
} as const satisfies TargetMetric;

const memoryHost = {
  type: "target",
  id: "memory-host",
  label: "memory of the host process",
  heading: "Memory, host",
  description: "Memory of the process that runs the model before it loads it.",
  unit: "bytes",
  better: "lower",
  formula: "median over loads of the resident set before the model was loaded",
  source: "measured in the same run, at every load",
  absentWith: "memory-unmeasured",
  value: ({ memory }) => medianOf(hostReadings(memory)),
  readings: ({ memory }) => hostReadings(memory),
} as const satisfies TargetMetric;

export const memoryResident = {
  type: "target",
  id: "memory-resident",
  label: "peak resident memory",
  heading: "Memory, resident",
  description: "Peak resident set of the process that runs the model.",
  unit: "bytes",
  better: "lower",
  column: { comparison: 100 },
  formula: "highest resident set of the model's own process, mapped file pages included",
  source: "the system's own peak counter (VmHWM, maxrss)",
  absentWith: "memory-unmeasured",
  value: ({ memory }) => highest(residentReadings(memory)),
  readings: ({ memory }) => residentReadings(memory),
} as const satisfies TargetMetric;

/** Absent outside Linux. */
export const memoryProportional = {
  type: "target",
  id: "memory-proportional",
  label: "proportional memory",
  heading: "Memory, proportional",
  description: "Memory of the process that runs the model, shared pages divided among their users.",
  unit: "bytes",
  better: "lower",
  column: { comparison: 110 },
  formula: "proportional set of the model's own process after its requests: shared pages divided among their users",
  source: "/proc/<pid>/smaps_rollup, Linux only",
  absentWith: "memory-unmeasured",
  value: ({ memory }) => highest(proportionalReadings(memory)),
  readings: ({ memory }) => proportionalReadings(memory),
} as const satisfies TargetMetric;

export const footprint = {
  type: "target",
  id: "footprint",
  label: "footprint",
  heading: "On disk",
  description: "Size of the model's files.",
  unit: "bytes",
  better: "lower",
  column: { comparison: 120, terminal: 60 },
  formula: "bytes on disk of the variant",
  source: "the file system",
  value: ({ target }) => target.sizeBytes,
} as const satisfies TargetMetric;

/** Metrics of loading and holding a model. */
export const RESOURCES = [
  loadCold,
  loadWarm,
  memoryModel,
  memoryHost,
  memoryResident,
  memoryProportional,
  footprint,
] as const;

/** Loads whose file cache was in another state, or in an unknown one, take no part. */
function loadTimes(loads: readonly LoadEntry[], cache: LoadEntry["cache"]): readonly number[] {
  return loads.filter((load) => load.cache === cache).map((load) => load.loadMs);
}

function residentReadings(memory: readonly MemoryEntry[]): readonly number[] {
  return memory.flatMap((entry) => entry.memory.peakResidentBytes ?? entry.memory.residentBytes ?? []);
}

function modelReadings(memory: readonly MemoryEntry[]): readonly number[] {
  return memory.flatMap(({ memory: reading }) => {
    const peak = reading.peakResidentBytes ?? reading.residentBytes;
    return peak === undefined ? [] : [Math.max(0, peak - (reading.hostBytes ?? 0))];
  });
}

function hostReadings(memory: readonly MemoryEntry[]): readonly number[] {
  return memory.flatMap((entry) => entry.memory.hostBytes ?? []);
}

function proportionalReadings(memory: readonly MemoryEntry[]): readonly number[] {
  return memory.flatMap((entry) => entry.memory.proportionalBytes ?? []);
}

function medianOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median(values);
}

function highest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
