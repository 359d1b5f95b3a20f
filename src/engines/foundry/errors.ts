import { AssayError } from "../../core/errors.ts";

export function wrongSource(type: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `Models of a Foundry Local service run here, not a source of the type ${type}.`,
    hint: "Choose the engine that runs this kind of model.",
  });
}

/** No program called `foundry`, or only our own. */
export function notInstalled(ownPath?: string): AssayError {
  const found = ownPath === undefined ? "none is on PATH" : `the only one is Assay's own, ${ownPath}`;
  return new AssayError({
    code: "engine-missing",
    message: `The program of Foundry Local, foundry, is not installed: ${found}.`,
    hint: installHint(),
  });
}

export function notRunning(path: string): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `The Foundry Local service is not running: ${path} names no address.`,
    hint: "Start it with `foundry service start` (0.10 and newer: `foundry server start`).",
  });
}

/** The service that answers is Assay, which speaks the same protocol. */
export function isAssay(origin: string): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `${origin} is an Assay service, not a Foundry Local one.`,
    hint: `Name the model of Assay itself, such as ${origin}/v1#model, or give the base URL of the Foundry Local service.`,
  });
}

export function isNoFoundry(origin: string): AssayError {
  return new AssayError({
    code: "endpoint-protocol",
    message: `${origin} is no Foundry Local service: it answers neither /foundry/list nor /models/loaded.`,
    hint: `If it is another OpenAI-compatible server, name its model as ${origin}/v1#model.`,
  });
}

export function unknownModel(wanted: string, origin: string, near: readonly string[]): AssayError {
  return new AssayError({
    code: "unknown-model",
    message: `The Foundry Local service at ${origin} has no model ${JSON.stringify(wanted)}`,
    hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`foundry model list` shows what there is.",
  });
}

export function withoutDevice(wanted: string, device: string, ids: readonly string[]): AssayError {
  return new AssayError({
    code: "device-absent",
    message: `No variant of ${wanted} runs on the ${device}; it has ${ids.join(", ")}.`,
    hint: `Name the variant itself, such as ${ids[0]}.`,
  });
}

export function notDownloaded(id: string, alias: string | undefined, cause: unknown): AssayError {
  return new AssayError({
    code: "model-missing",
    message: `The Foundry Local service has not downloaded ${id}.`,
    hint: `Download it with \`foundry model download ${alias ?? id}\`.`,
    cause,
  });
}

export function tooSlow(limitMs: number, cause: unknown): AssayError {
  return new AssayError({
    code: "timeout",
    message: `The Foundry Local service did not have the model ready within ${limitMs} ms.`,
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
