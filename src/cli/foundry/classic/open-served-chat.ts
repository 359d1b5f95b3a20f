import type { ChatModel } from "../../../core/chat-model.ts";
import { AssayError } from "../../../core/errors.ts";
import { createOpenAiEngine } from "../../../engines/openai/create-openai-engine.ts";
import { createConnector } from "../../../http/node/create-connector.ts";
import { readServiceKey } from "../../../workbench/service-control/read-service-key.ts";
import type { ServiceState } from "../../../workbench/service-control/service-state.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { addressOf } from "../../render/service-line.ts";

/** A model of the running service, ready to be asked. */
export interface ServedChat extends AsyncDisposable {
  readonly model: ChatModel;
}

/** Where the key of the service is put for the engine, which takes keys from the environment only. */
const KEY_VARIABLE = "ASSAY_OWN_SERVICE_KEY";

/** Opens a model of the service over its own OpenAI routes. @throws AssayError `unsupported` when it only embeds */
export async function openServedChat(
  state: ServiceState,
  name: string,
  { workspace }: Pick<CommandContext, "workspace">,
): Promise<ServedChat> {
  const key = state.hasKey ? await readServiceKey(state.settings, workspace) : undefined;
  const env = { ...workspace.env, [KEY_VARIABLE]: key };
  const engine = createOpenAiEngine({ env, connect: createConnector(env) });
  const loaded = await engine.load({
    type: "endpoint",
    baseUrl: `${addressOf(state)}/v1`,
    model: name,
    ...(key !== undefined && { apiKeyVariable: KEY_VARIABLE }),
  });
  if (loaded.chat !== undefined)
    return { model: loaded.chat, [Symbol.asyncDispose]: () => loaded[Symbol.asyncDispose]() };
  await loaded[Symbol.asyncDispose]();
  throw new AssayError({
    code: "unsupported",
    message: `${name} cannot chat: it only embeds.`,
    hint: `\`foundry model list\` shows what each model is for.`,
  });
}
