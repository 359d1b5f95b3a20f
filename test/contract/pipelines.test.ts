import assert from "node:assert/strict";
import type { FakeScript, PipelinePart } from "../../src/core/engine.ts";
import type { PipelineDefinition } from "../../src/core/pipeline.ts";
import { createFakeEngine } from "../../src/engines/fake/create-fake-engine.ts";
import { createPipelineEngine } from "../../src/pipelines/create-pipeline-engine.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { SCRIPTED_SCENARIOS, SCRIPTS } from "./scripted-scenarios.ts";

/** Those that show an answer as it comes; one that looks at it first has nothing to stop once it is shown. */
const DEFINITIONS: Readonly<Record<string, PipelineDefinition>> = {
  "draft that is final": { kind: "draft-refine", draft: "asked", refine: "other", when: { priority: ["high"] } },
  "draft that is refined": { kind: "draft-refine", draft: "other", refine: "asked" },
  "cascade that escalates": {
    kind: "cascade",
    small: "other",
    large: "asked",
    when: [{ signal: "characters", above: 0 }],
  },
  router: { kind: "router", routes: [{ model: "other", needs: ["tools"] }], otherwise: "asked" },
};

const other: FakeScript = { tokens: ["Some", "thing", " else"] };

for (const [name, definition] of Object.entries(DEFINITIONS))
  describeChatModel(`pipeline: ${name}`, {
    scenarios: SCRIPTED_SCENARIOS,
    async create({ scenario, parallel }) {
      const fake = createFakeEngine();
      const parts = { asked: toPart("asked", SCRIPTS[scenario]), other: toPart("other", other) };
      const model = await createPipelineEngine().load(
        { type: "pipeline", definition, parts },
        { parallel, openPart: ({ id, source }) => fake.load(source, { id, parallel }) },
      );
      assert.ok(model.chat);
      return { chat: model.chat, dispose: () => model[Symbol.asyncDispose]() };
    },
  });

function toPart(name: string, script: FakeScript): PipelinePart {
  return { name, id: name, alias: name, engine: "fake", source: { type: "script", script } };
}
