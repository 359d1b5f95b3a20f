import type { CommandContext } from "../../options/command-context.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";
import { renderCachedModels } from "../render/marked-models.ts";

/** `foundry cache list` */
export async function listCached(_options: object, context: CommandContext): Promise<number> {
  const { state } = await connect(context);
  const { records, cachedNames } = await openServiceModels(context, state);
  context.terminal.print(renderCachedModels(records.filter(({ name }) => cachedNames.has(name))));
  return 0;
}
