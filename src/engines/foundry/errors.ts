import { AssayError } from "../../core/errors.ts";

export function wrongSource(type: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `Cannot load the model as the source must be one of a Foundry Local service: current value is a ${type}`,
    hint: "Choose the engine that runs this kind of model.",
  });
}

/** No program called `foundry`, or only our own. */
export function notInstalled(ownPath?: string): AssayError {
  const found = ownPath === undefined ? "none is on PATH" : `the only one is Assay's own, ${ownPath}`;
  return new AssayError({
    code: "engine-missing",
    message: `Cannot find the Foundry Local service as its program foundry must be installed: ${found}`,
    hint: installHint(),
  });
}

export function notRunning(path: string): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `Cannot find the Foundry Local service as it must be running: ${path} names no address`,
    hint: "Start it with `foundry service start` (0.10 and newer: `foundry server start`).",
  });
}

/** The service that answers is Assay, which speaks the same protocol. */
export function isAssay(origin: string): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `Cannot use ${origin} as a Foundry Local service as it must be one: it is an Assay service`,
    hint: `Name the model of Assay itself, such as ${origin}/v1#model, or give the base URL of the Foundry Local service.`,
  });
}

export function isNoFoundry(origin: string): AssayError {
  return new AssayError({
    code: "endpoint-protocol",
    message: `Cannot use ${origin} as a Foundry Local service as it must answer /foundry/list or /models/loaded: it does not`,
    hint: `If it is another OpenAI-compatible server, name its model as ${origin}/v1#model.`,
  });
}

export function unknownModel(wanted: string, origin: string, near: readonly string[]): AssayError {
  return new AssayError({
    code: "unknown-model",
    message: `Cannot find the model ${JSON.stringify(wanted)} as the Foundry Local service at ${origin} must list it`,
    hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`foundry model list` shows what there is.",
  });
}

export function withoutDevice(wanted: string, device: string, ids: readonly string[]): AssayError {
  return new AssayError({
    code: "device-absent",
    message: `Cannot load ${wanted} as one of its variants must run on the ${device}: there are ${ids.join(", ")}`,
    hint: `Name the variant itself, such as ${ids[0]}.`,
  });
}

export function notDownloaded(id: string, alias: string | undefined, cause: unknown): AssayError {
  return new AssayError({
    code: "model-missing",
    message: `Cannot load ${id} as the Foundry Local service must have downloaded it: it has not`,
    hint: `Download it with \`foundry model download ${alias ?? id}\`.`,
    cause,
  });
}

export function tooSlow(limitMs: number, cause: unknown): AssayError {
  return new AssayError({
    code: "timeout",
    message: `Cannot load the model as the Foundry Local service must have it ready within ${limitMs} ms: it had not`,
    hint: "Allow more time, or choose a smaller model.",
    cause,
  });
}

export function installHint(platform: NodeJS.Platform = process.platform): string {
  const because = "Install it, then start it with `foundry service start`";
  switch (platform) {
    case "win32":
      return `${because}: winget install Microsoft.FoundryLocal`;
    case "darwin":
      return `${because}: brew install microsoft/foundrylocal/foundrylocal`;
    default:
      return "Foundry Local has no program for this system: give the base URL of a service on another machine.";
  }
}
