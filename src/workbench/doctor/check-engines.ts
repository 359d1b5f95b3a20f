import type { EngineName, EngineProbe } from "../../core/engine.ts";
import { createEngines } from "../create-engines.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Finding } from "./finding.ts";
import { listInstallCommands } from "./install-commands.ts";
import { readInstallTarget } from "./install-target.ts";

/** Looks at each engine, what it runs on, and how to get more. @param needed engines of the models that are listed */
export async function checkEngines(surroundings: Surroundings, needed: ReadonlySet<EngineName>): Promise<Finding[]> {
  const engines = createEngines(surroundings);
  const gguf = await engines.gguf.probe();
  return [
    ...describeGguf(gguf, needed.has("gguf")),
    { topic: "engines", subject: "openai", status: "ok", message: "any OpenAI-compatible endpoint; needs no package" },
    {
      topic: "engines",
      subject: "custom",
      status: "ok",
      message: "modules of your own, once trusted; needs no package",
    },
  ];
}

function describeGguf(probe: EngineProbe, isNeeded: boolean): Finding[] {
  const target = readInstallTarget();
  const commands = listInstallCommands(target);
  const toHints = (wanted: typeof commands) => [
    ...wanted.map(({ on, command }) => `for ${on}:\n${command}`),
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
        message: probe.devices[0]?.because ?? "node-llama-cpp, which runs GGUF files, is not installed",
        hints: [...toHints(commands), ...withoutBuild(commands), "no install script is needed"],
      },
    ];
  const [cpu, gpu] = (["cpu", "gpu"] as const).map((device) => probe.devices.find((one) => one.device === device));
  return [
    {
      topic: "engines",
      subject: "gguf",
      status: "ok",
      message: `node-llama-cpp ${probe.version ?? ""} on the CPU${cpu?.name === undefined ? "" : ` (${cpu.name})`}`,
    },
    gpu?.available === true
      ? { topic: "engines", subject: "gguf gpu", status: "ok", message: gpu.name ?? "available" }
      : {
          topic: "engines",
          subject: "gguf gpu",
          status: "ok",
          message: `not used: ${gpu?.because ?? "none found"}`,
          hints: toHints(commands.filter(({ on }) => !on.startsWith("CPU"))),
        },
  ];
}

function withoutBuild(commands: readonly unknown[]): readonly string[] {
  return commands.length > 0
    ? []
    : [`there is no build for ${process.platform} on ${process.arch}; use an endpoint instead, such as llama-server`];
}
