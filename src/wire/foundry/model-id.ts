/** The parts of a Foundry model's id, such as `Phi-4-mini-instruct-generic-cpu:5`. */
export interface ModelId {
  /** Without the version. */
  readonly name: string;
  /** Absent where the id names none. */
  readonly version?: number | undefined;
  /** Without the device, such as `Phi-4-mini-instruct`. */
  readonly model: string;
  /** Whose build it is: `generic`, `cuda`, `qnn` ...; absent in an id that names none. */
  readonly vendor?: string | undefined;
  readonly device?: FoundryDevice | undefined;
}

export type FoundryDevice = "cpu" | "gpu" | "npu";

const VENDORS = "generic|cuda|trtrtx|tensorrt|openvino|qnn|vitis|vitisai|webgpu|migraphx";

/** Takes an id apart; what it does not name is absent. */
export function parseModelId(id: string): ModelId {
  const [, name = id, version] = /^(.*):(\d+)$/.exec(id) ?? [];
  const [, model = name, vendor, device] = new RegExp(`^(.+?)(?:-(${VENDORS}))?-(cpu|gpu|npu)$`, "i").exec(name) ?? [];
  return {
    name,
    version: version === undefined ? undefined : Number(version),
    model,
    vendor: vendor?.toLowerCase(),
    device: device?.toLowerCase() as FoundryDevice | undefined,
  };
}
