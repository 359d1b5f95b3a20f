import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatOptions, ChatRequest } from "../core/chat-model.ts";
import type { ModelInfo } from "../core/engine.ts";
import { type Answer, askModel } from "../workbench/model/ask-model.ts";
import { type OpenModelOptions, openModel } from "../workbench/model/open-model.ts";
import { readWorkspace, type Workspace } from "../workbench/workspace.ts";

export interface ModelOptions extends OpenModelOptions {
  /** Where names are looked up; default: this process's folder, variables and settings. */
  readonly workspace?: Workspace | undefined;
}

/** A loaded model. Dispose of it to give its memory back: `await using`, or `await model[Symbol.asyncDispose]()`. */
export interface Model extends AsyncDisposable {
  /** Such as `notes-mini:q8_0`. */
  readonly id: string;
  readonly info: ModelInfo;
  /**
   * Answers as it goes. Leaving the loop, or the signal of the options, ends the answer.
   *
   * @param request a whole request, or the text of one user message
   */
  chat(request: string | ChatRequest, options?: ChatOptions): AsyncIterable<ChatEvent>;
  /** Answers as a whole, with usage and timings. An answer that the signal stopped is returned as far as it came. */
  ask(request: string | ChatRequest, options?: Pick<ChatOptions, "signal">): Promise<Answer>;
}

/**
 * Loads the one model that a name stands for: an alias, `alias:variant`, the path of a .gguf file, or an address such as
 * `http://localhost:5273/v1#phi-4-mini`. Weights and adapters run in a process of their own.
 *
 * @throws AssayError `unknown-model`, `model-missing`, `engine-missing`, `out-of-memory`, `unsupported` for a model that
 *   only embeds, `invalid-input` for a name that stands for several
 */
export async function load(name: string, options: ModelOptions = {}): Promise<Model> {
  const { workspace: given = await readWorkspace(), ...rest } = options;
  const workspace = { ...given, typedAddresses: [...(given.typedAddresses ?? []), name] };
  const opened = await openModel(name, workspace, rest);
  return {
    id: opened.model.id,
    info: opened.info,
    chat: (request, chatOptions) => opened.chat.chat(toRequest(request), chatOptions),
    ask: (request, { signal } = {}) => askModel(opened.chat, toRequest(request), { signal, clock: workspace.clock }),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

function toRequest(request: string | ChatRequest): ChatRequest {
  return typeof request === "string" ? { messages: [{ role: "user", content: request }] } : request;
}
