import { after, describe, it } from "node:test";
import type { ChatHarness, Check, LoadedChat, ScenarioName } from "./chat-harness.ts";
import { checkAnswers } from "./check-answers.ts";
import { checkLifetimes } from "./check-lifetimes.ts";
import { checkRefusals } from "./check-refusals.ts";

export type { ChatHarness, ChatScenario, ScenarioName } from "./chat-harness.ts";

/** Holds a chat model against everything that the contract of `src/core/chat-model.ts` promises, per declared capability. */
export function describeChatModel(name: string, harness: ChatHarness): void {
  const shared = new Map<string, Promise<LoadedChat>>();

  function share(scenario: ScenarioName, parallel: number): Promise<LoadedChat> {
    const key = `${scenario} ${parallel}`;
    const model = shared.get(key) ?? harness.create({ scenario, parallel });
    shared.set(key, model);
    return model;
  }

  const check: Check = (title, run, { scenario = "answer", parallel = 1 } = {}) => {
    const missing = harness.scenarios[scenario] === undefined;
    it(title, { skip: missing ? `no scenario ${scenario}` : false }, async (context) => {
      const model = await (harness.shareModels ? share(scenario, parallel) : harness.create({ scenario, parallel }));
      try {
        await run(model.chat, (because) => context.skip(because));
      } finally {
        if (!harness.shareModels) await model.dispose();
      }
    });
  };

  describe(`${name} as a chat model`, () => {
    after(async () => {
      for (const model of shared.values()) await (await model).dispose();
    });

    checkAnswers(check, harness);
    checkRefusals(check, harness);
    checkLifetimes(check, harness);
  });
}
