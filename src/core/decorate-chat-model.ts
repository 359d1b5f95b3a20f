import type { ChatModel } from "./chat-model.ts";

/**
 * Creates a chat model that behaves like another one, but for the parts given.
 *
 * Each part that is not given is still asked of the wrapped model with its own `this`. Spreading the model would lose the
 * methods of a class instance, and naming its parts by hand would lose the optional ones.
 */
export function decorateChatModel(model: ChatModel, parts: Partial<ChatModel>): ChatModel {
  return {
    id: model.id,
    capabilities: model.capabilities,
    chat: model.chat.bind(model),
    ...(model.countTokens !== undefined && { countTokens: model.countTokens.bind(model) }),
    ...(model.renderPrompt !== undefined && { renderPrompt: model.renderPrompt.bind(model) }),
    [Symbol.asyncDispose]: () => model[Symbol.asyncDispose](),
    ...parts,
  };
}
