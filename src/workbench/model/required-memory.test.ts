// Five parts of the product ask whether a model fits; all of them must mean the same bytes.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { scriptedPlan, scriptedTarget } from "../../../test/fixtures/bench/scripted-plan.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import type { ModelSource } from "../../core/engine.ts";
import { ggufMemoryFacts } from "../../formats/gguf/header/memory-facts.ts";
import { readGgufFile } from "../../formats/gguf/read-gguf-file.ts";
import { requiredMemory, USABLE_SHARE } from "../../formats/memory/required-memory.ts";
import type { HubClient } from "../../hub/hub-client.ts";
import { fitTogether } from "../bench/fit-together.ts";
import { checkMachine } from "../doctor/check-machine.ts";
import { createLoadPlanner } from "../model-host/create-load-planner.ts";
import { readWorkspace } from "../workspace.ts";
import { describeModels } from "./describe-model.ts";
import type { ModelListing } from "./list-catalog.ts";
import { searchModels } from "./search-models.ts";

const MINI = "models/assay-notes-mini-q8_0.gguf";
const CONTEXT = 1024;

function place(test: TestContext) {
  const folder = makeFolder(test);
  return readWorkspace({ env: { ASSAY_HOME: folder, HF_HOME: join(folder, "hub") } });
}

const listing = (source: ModelSource, more: Partial<ModelListing>): ModelListing => ({
  alias: "m",
  id: "m",
  engine: "gguf",
  source,
  origin: "user",
  isDefault: true,
  state: "ready",
  ...more,
});

async function doctorAgrees(model: ModelListing, bytes: number, test: TestContext): Promise<void> {
  const workspace = await place(test);
  const statusWith = async (available: number) =>
    (await checkMachine(workspace, [model], workspace.directory, available)).find(({ subject }) => subject === "memory")
      ?.status;
  assert.deepEqual([await statusWith(bytes), await statusWith(bytes - 1)], ["ok", "warning"]);
}

async function benchAgrees(source: ModelSource, sizeBytes: number, bytes: number): Promise<void> {
  const target = { ...scriptedTarget("m"), source, sizeBytes, contextTokens: CONTEXT };
  const plan = scriptedPlan({ targets: [target] });
  const free = bytes / USABLE_SHARE;
  assert.deepEqual([await fitTogether(plan, free + 2), await fitTogether(plan, free - 2)], [true, false]);
}

describe("the memory that a model requires", () => {
  it("is the same for model info, doctor, bench and the service's planner", async (test) => {
    const file = await readGgufFile(MINI);
    const bytes = requiredMemory(ggufMemoryFacts(file), { contextTokens: CONTEXT, parallel: 1 }).totalBytes;
    const source = { type: "file", path: MINI } as const;

    const [described] = await describeModels(MINI, await place(test));
    assert.deepEqual([described?.file?.fit.contextTokens, described?.file?.fit.requiredBytes], [CONTEXT, bytes]);
    await doctorAgrees(listing(source, { contextTokens: CONTEXT }), bytes, test);
    await benchAgrees(source, file.sizeBytes, bytes);
    const plan = await createLoadPlanner(1)({ alias: "m", id: "m", engine: "gguf", source, contextTokens: CONTEXT });
    assert.equal(plan.needBytes, bytes);

    const together = described?.file?.fit.needs.find(({ contextTokens }) => contextTokens === CONTEXT)?.users;
    const planned = await createLoadPlanner(16)({
      alias: "m",
      id: "m",
      engine: "gguf",
      source,
      contextTokens: CONTEXT,
    });
    assert.equal(planned.needBytes, together?.find(({ users }) => users === 16)?.bytes);
  });

  it("is the same estimate for search, planner, doctor and bench where only the size is known", async (test) => {
    const sizeBytes = 2_000_000_000;
    const bytes = requiredMemory({ weightsBytes: sizeBytes }).totalBytes;
    const hub = { type: "hub", repo: "o/m", files: ["m.gguf"], format: "gguf" } as const;

    const planned = await createLoadPlanner(1)({ alias: "m", id: "m", engine: "gguf", source: hub, sizeBytes });
    assert.equal(planned.needBytes, bytes);
    assert.deepEqual([await searchFits(sizeBytes, bytes), await searchFits(sizeBytes, bytes - 2)], [true, false]);
    const absent = { type: "file", path: "/nowhere/m.gguf" } as const;
    await benchAgrees(absent, sizeBytes, bytes);
    await doctorAgrees(listing(absent, { sizeBytes }), bytes, test);
  });
});

async function searchFits(sizeBytes: number, availableBytes: number): Promise<boolean | undefined> {
  const hub = {
    endpoint: "http://hub",
    async *search() {
      yield { id: "o/m", downloads: 1, likes: 1, gated: false };
    },
    readRepo: async (repo: string) => ({
      repo,
      commit: "0".repeat(40),
      gated: false,
      files: [{ path: "m-Q4_K_M.gguf", sizeBytes, blobId: "b" }],
    }),
  };
  const query = { words: "m", format: "gguf", fits: false, limit: 1 } as const;
  const [found] = await searchModels(query, { hub: hub as unknown as HubClient, availableBytes });
  return found?.fits;
}
