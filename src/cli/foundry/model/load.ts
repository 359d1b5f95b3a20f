import { AssayError } from "../../../core/errors.ts";
import { isUsable } from "../../../workbench/model/list-catalog.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { listenForInterrupt } from "../../terminal/interrupt.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";

export interface LoadOptions {
  readonly model: string;
  readonly ttlMs: number;
  readonly device: string | undefined;
}

/** `foundry model load` */
export async function loadModel({ model: name, ttlMs, device }: LoadOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { state, client } = await connect(context);
  const model = await (await openServiceModels(context, state)).find(name, device);
  if (!isUsable(model)) throw notDownloaded(model.servedName);
  using interrupt = listenForInterrupt(terminal, "");
  terminal.print("🕔 Loading model...");
  const { name: loaded } = await client.load(model.servedName, { ttlMs, signal: interrupt.signal });
  terminal.print(`🟢 Model ${loaded} loaded successfully`);
  return 0;
}

function notDownloaded(name: string): AssayError {
  return new AssayError({
    code: "model-missing",
    message: `${name} is not in the local cache.`,
    hint: `Download it with \`foundry model download ${name}\`.`,
  });
}
