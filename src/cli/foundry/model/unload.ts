import type { CommandContext } from "../../options/command-context.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";

export interface UnloadOptions {
  readonly model: string;
  readonly device: string | undefined;
}

/** `foundry model unload` */
export async function unloadModel({ model, device }: UnloadOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { state, client } = await connect(context);
  const { servedName } = await (await openServiceModels(context, state)).find(model, device);
  const { result } = await client.unload(servedName);
  // Who types this is done with the model, whatever time it was given to live.
  if (result === "kept") await client.unload(servedName, { force: true });
  terminal.print(
    result === "not-loaded" ? `Model ${servedName} is not loaded` : `🟢 Model ${servedName} unloaded successfully`,
  );
  return 0;
}
