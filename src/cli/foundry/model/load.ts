import { AssayError } from "../../../core/errors.ts";
import { isUsable } from "../../../workbench/model/list-catalog.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { listenForInterrupt } from "../../terminal/interrupt.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";

type Options = Readonly<Record<string, unknown>>;

/** `foundry model load` */
export async function loadModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const ttlMs = readTtlMs(options.ttl);
  const { state, client } = await connect(context);
  const model = await (await openServiceModels(context, state)).find(name, options.device);
  if (!isUsable(model)) throw notDownloaded(model.servedName);
  using interrupt = listenForInterrupt(terminal, "");
  terminal.print("🕔 Loading model...");
  const { name: loaded } = await client.load(model.servedName, { ttlMs, signal: interrupt.signal });
  terminal.print(`🟢 Model ${loaded} loaded successfully`);
  return 0;
}

/** `foundry model unload` */
export async function unloadModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { state, client } = await connect(context);
  const { servedName } = await (await openServiceModels(context, state)).find(name, options.device);
  const { result } = await client.unload(servedName);
  // Who types this is done with the model, whatever time it was given to live.
  if (result === "kept") await client.unload(servedName, { force: true });
  terminal.print(
    result === "not-loaded" ? `Model ${servedName} is not loaded` : `🟢 Model ${servedName} unloaded successfully`,
  );
  return 0;
}

/** Seconds in ms. @throws AssayError `invalid-input` unless it is a number of at least 1 */
export function readTtlMs(ttl: unknown): number {
  const seconds = Number(ttl);
  if (Number.isFinite(seconds) && seconds >= 1) return seconds * 1000;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot load the model as --ttl must be a number of seconds of at least 1: current value is ${String(ttl)}`,
    hint: "--ttl 600",
  });
}

function notDownloaded(name: string): AssayError {
  return new AssayError({
    code: "model-missing",
    message: `Cannot load ${name} as the model must be downloaded first: it is not in the local cache`,
    hint: `foundry model download ${name}`,
  });
}
