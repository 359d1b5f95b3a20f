import { describe } from "node:test";
import type { PageModel } from "../../web/page-models/page-model.ts";
import { skipWithoutChromium } from "../chromium.ts";
import { openChatInPage } from "../pages/open-chat-in-page.ts";
import { openModelPage } from "../pages/open-model-page.ts";
import { microGguf, microOnnx } from "../pages/shipped-page-models.ts";
import { type ChatHarness, describeChatModel } from "./chat-model-contract.ts";
import { NOTES_SCENARIOS } from "./gguf-scenarios.ts";

function inPage(model: PageModel, scenarios: ChatHarness["scenarios"]): ChatHarness {
  return {
    scenarios,
    shareModels: true,
    async create({ parallel }) {
      // The suite disposes of what its tests share; a hook would end with the first of them.
      const ends: (() => unknown)[] = [];
      const { page } = await openModelPage({ after: (end) => ends.unshift(end) });
      const chat = await openChatInPage(page, model, { device: { type: "wasm", threads: 1 }, parallel });
      return {
        chat,
        async dispose() {
          await chat[Symbol.asyncDispose]();
          for (const end of ends) await end();
        },
      };
    },
  };
}

describe("models in a page", { skip: skipWithoutChromium }, () => {
  const { answer, long } = NOTES_SCENARIOS;
  // Nothing holds an answer of an ONNX model to a form.
  describeChatModel("onnx in a page", inPage(microOnnx, { answer, long }));
  describeChatModel("wllama", inPage(microGguf, NOTES_SCENARIOS));
});
