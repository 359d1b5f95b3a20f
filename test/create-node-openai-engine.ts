import type { Engine } from "../src/core/engine.ts";
import { createOpenAiEngine, type OpenAiEngineOptions } from "../src/engines/openai/create-openai-engine.ts";
import { createConnector } from "../src/http/node/create-connector.ts";

/** The engine for endpoints over the connections that the command line uses, with no variables unless some are given. */
export function createNodeOpenAiEngine(options: Omit<OpenAiEngineOptions, "connect"> = {}): Engine {
  return createOpenAiEngine({ ...options, connect: createConnector(options.env ?? {}) });
}
