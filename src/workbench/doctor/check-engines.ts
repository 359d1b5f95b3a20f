import type { DeviceProbe, EngineProbe } from "../../core/engine.ts";
import { ENGINE_NAMES, type EngineName } from "../../engines/engines.ts";
import { listInstallableBuilds } from "../../engines/gguf/llama/install-commands.ts";
import { readInstallTarget } from "../../engines/gguf/llama/install-target.ts";
import { createEngines } from "../create-engines.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";

type Describe = (probe: EngineProbe, isNeeded: boolean) => Finding[];

/** Findings of single engines; the others need no more than their probe. */
const DESCRIPTIONS: Readonly<Partial<Record<EngineName, Describe>>> = {
  gguf: describeGguf,
  "llama-server": describeLlamaServer,
  onnx: (probe, isNeeded) => [describeOther("onnx", nameRuntime(probe), isNeeded)],
  openai: () => [withoutPackage("openai", "any OpenAI-compatible endpoint; needs no package")],
  foundry: (probe, isNeeded) => [describeFoundry(probe, isNeeded)],
  custom: () => [withoutPackage("custom", "modules of your own, once trusted; needs no package")],
  fake: () => [],
};

/** Looks at each engine, what it runs on, and how to get more. @param needed engines of the models that are listed */
export async function checkEngines(workspace: Workspace, needed: ReadonlySet<EngineName>): Promise<Finding[]> {
  const engines = createEngines(workspace);
  const findings = await Promise.all(
    ENGINE_NAMES.map(async (name) => {
      const describe = DESCRIPTIONS[name] ?? ((probe, isNeeded) => [describeOther(name, probe, isNeeded)]);
      return describe(await engines[name].probe(), needed.has(name));
    }),
  );
  return findings.flat();
}

function withoutPackage(subject: string, message: string): Finding {
  return { topic: "engines", subject, status: "ok", message };
}

function nameRuntime(probe: EngineProbe): EngineProbe {
  const gpu = probe.devices.find(({ device }) => device === "gpu");
  const devices =
    gpu?.available === true ? "on the CPU, or by WebGPU on the GPU" : `on the CPU; no WebGPU: ${gpu?.because}`;
  return { ...probe, version: `ONNX Runtime ${probe.version ?? "of unknown version"} ${devices}` };
}

function describeOther(subject: EngineName, { available, version, hint }: EngineProbe, isNeeded: boolean): Finding {
  const found = { topic: "engines", subject } as const;
  if (available) return { ...found, status: "ok", message: version ?? "available" };
  const hints = hint === undefined ? [] : [hint];
  return isNeeded
    ? { ...found, status: "problem", message: "not available, and a model needs it", hints }
    : { ...found, status: "ok", message: "not available, and no model asks for it", hints };
}

function describeGguf(probe: EngineProbe, isNeeded: boolean): Finding[] {
  const target = readInstallTarget();
  const builds = listInstallableBuilds(target);
  const toHints = (wanted: typeof builds) => [
    ...wanted.map(({ kind, on }) => `for ${on}: assay setup ${kind}`),
    ...(target.isOverridden && wanted.length > 0
      ? ['in this copy of the repository, first take the "overrides" out of package.json']
      : []),
  ];
  if (!probe.available)
    return [
      {
        topic: "engines",
        subject: "gguf",
        status: isNeeded ? "problem" : "warning",
        message: probe.devices[0]?.because ?? "llama.cpp, which runs GGUF files, is not installed",
        hints: [...toHints(builds), ...withoutBuild(builds)],
      },
    ];
  const [cpu, gpu] = (["cpu", "gpu"] as const).map((device) => probe.devices.find((one) => one.device === device));
  return [
    {
      topic: "engines",
      subject: "gguf",
      status: "ok",
      message: `llama.cpp ${probe.version ?? ""} on the CPU${cpu?.name === undefined ? "" : ` (${cpu.name})`}`,
    },
    describeGpu(gpu, probe.hint === undefined ? [DRIVER_HINT] : toHints(builds.filter(({ kind }) => kind !== "cpu")), {
      isExpected: probe.hint === undefined,
    }),
  ];
}

const DRIVER_HINT =
  "install the driver of the graphics card; on a machine without one, models run on the CPU all the same";

/** A build for a GPU that finds none is no success: its loader may be there without any card, or a driver be missing. */
function describeGpu(
  gpu: DeviceProbe | undefined,
  hints: readonly string[],
  { isExpected }: { readonly isExpected: boolean },
): Finding {
  const found = { topic: "engines", subject: "gguf gpu" } as const;
  if (gpu?.available === true) return { ...found, status: "ok", message: gpu.name ?? "available" };
  const message = `not used: ${gpu?.because ?? "none found"}`;
  return { ...found, status: isExpected ? "warning" : "ok", message, hints };
}

/** The user's own llama.cpp: nothing is missing where nobody asked for it. */
function describeLlamaServer(probe: EngineProbe, isNeeded: boolean): Finding[] {
  const subject = "llama-server";
  const gpu = probe.devices.find(({ device }) => device === "gpu");
  if (probe.available)
    return [
      {
        topic: "engines",
        subject,
        status: "ok",
        message: `${probe.version ?? "version unknown"}, ${gpu?.available === true ? `on ${gpu.name}` : "on the CPU"}`,
      },
    ];
  const because = probe.devices[0]?.because ?? "llama-server is not there";
  const hints = probe.hint === undefined ? [] : [probe.hint];
  return [
    isNeeded
      ? { topic: "engines", subject, status: "problem", message: because, hints }
      : { topic: "engines", subject, status: "ok", message: "not found, and no model asks for it", hints },
  ];
}

/** A model may name the address of a service on another machine: without the program it works all the same. */
function describeFoundry({ available, version, hint }: EngineProbe, isNeeded: boolean): Finding {
  const found = { topic: "engines", subject: "foundry" } as const;
  if (available && hint === undefined)
    return { ...found, status: "ok", message: `Foundry Local ${version ?? "of unknown version"}` };
  if (available)
    return { ...found, status: "warning", message: `Foundry Local ${version ?? "of unknown version"}; ${hint}` };
  const hints = hint === undefined ? [] : [hint];
  return isNeeded
    ? {
        ...found,
        status: "warning",
        message: "Foundry Local is not found; a model needs it that names no baseUrl",
        hints,
      }
    : { ...found, status: "ok", message: "Foundry Local is not found, and no model asks for it" };
}

function withoutBuild(builds: readonly unknown[]): readonly string[] {
  return builds.length > 0
    ? []
    : [`there is no build for ${process.platform} on ${process.arch}; use an endpoint instead, such as llama-server`];
}
