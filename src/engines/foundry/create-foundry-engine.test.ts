import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it, type TestContext } from "node:test";
import {
  type FoundryServerOptions,
  startFoundryServer,
} from "../../../test/fixtures/foundry-server/start-foundry-server.ts";
import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatRequest } from "../../core/chat-model.ts";
import type { LoadedModel, LoadOptions } from "../../core/engine.ts";
import { createFoundryEngine } from "./create-foundry-engine.ts";

const CPU_5 = "Phi-4-mini-instruct-generic-cpu:5";
const CPU_4 = "Phi-4-mini-instruct-generic-cpu:4";
const GPU_5 = "Phi-4-mini-instruct-generic-gpu:5";
const NPU_2 = "Phi-4-mini-instruct-qnn-npu:2";
const request: ChatRequest = { messages: [{ role: "user", content: "hello" }], seed: 7 };
const engine = createFoundryEngine({ env: { OPENAI_API_KEY: "sk-secret" } });

describe("the foundry engine", () => {
  for (const generation of ["classic", "v1"] as const) {
    it(`asks a ${generation} service for the exact id, however the model was named`, async (context) => {
      for (const [name, device, id] of [
        ["phi-4-mini", undefined, NPU_2],
        ["PHI-4-mini", "gpu", GPU_5],
        ["phi-4-mini", "cpu", CPU_5],
        ["phi-4-mini-instruct-generic-cpu", undefined, CPU_5],
        ["Phi-4-mini-instruct-Generic-cpu:4", "gpu", CPU_4],
      ] as const) {
        const { model, server } = await load(context, { generation }, name, { device });
        await collect(model, request);
        assert.equal(server.chats[0]?.model, id, name);
        assert.deepEqual([...server.loaded], [id]);
        assert.equal(Reflect.get(server.chats[0] ?? {}, "random_seed"), 7);
      }
    });

    it(`tells a ${generation} service to unload what it loaded, and leaves what was loaded before`, async (context) => {
      const own = await load(context, { generation, loaded: [GPU_5] }, CPU_5);
      assert.deepEqual([...own.server.loaded].sort(), [CPU_5, GPU_5]);
      await own.model[Symbol.asyncDispose]();
      await own.model[Symbol.asyncDispose]();
      assert.deepEqual([...own.server.loaded], [GPU_5]);
      assert.equal(own.server.requests.filter((path) => path.includes("/unload/")).length, 1);

      const others = await load(context, { generation, loaded: [CPU_5] }, CPU_5.toLowerCase());
      await others.model[Symbol.asyncDispose]();
      assert.deepEqual([...others.server.loaded], [CPU_5]);
      assert.ok(others.server.requests.every((path) => !/\/(un)?load\//.test(path)));
    });

    it(`says how to download what a ${generation} service has not`, async (context) => {
      await assert.rejects(load(context, { generation, cached: [] }, CPU_5), {
        code: "model-missing",
        hint: generation === "classic" ? /foundry model download phi-4-mini/ : /foundry model download Phi-4-mini/,
      });
    });

    it(`names near models that a ${generation} service lists`, async (context) => {
      await assert.rejects(load(context, { generation }, "phi-4-mni"), {
        code: "unknown-model",
        hint: /Did you mean phi-4-mini/i,
      });
      await assert.rejects(load(context, { generation }, "zzzzzzzzzzzzzzz"), { hint: /foundry model list/ });
    });
  }

  it("sends the colon of an id as it is to a classic service, and encoded to a v1.x one", async (context) => {
    const classic = await load(context, { generation: "classic" }, CPU_5);
    assert.ok(classic.server.requests.includes(`GET /openai/load/${CPU_5}?ttl=3600`));
    const v1 = await load(context, { generation: "v1" }, CPU_5);
    assert.ok(v1.server.requests.includes("GET /models/load/Phi-4-mini-instruct-generic-cpu%3A5"));
  });

  it("takes of an alias what is downloaded before what is better", async (context) => {
    const { server } = await load(context, { generation: "classic", cached: [CPU_4] }, "phi-4-mini");
    assert.deepEqual([...server.loaded], [CPU_4]);
  });

  it("says which variants there are when none runs on the device", async (context) => {
    await assert.rejects(load(context, { generation: "classic" }, "phi-4", { device: "cpu" }), {
      code: "device-absent",
      hint: /Phi-4-generic-gpu:1/,
    });
  });

  it("loads by alias where a v1.x service knows nothing else, and finds aliases that its list does not show", async (context) => {
    const offered = [
      {
        id: "deepseek-r1-distill-qwen-7b-generic-cpu:3",
        alias: "deepseek-r1-7b",
        device: "CPU" as const,
        executionProvider: "",
      },
    ];
    const options = { generation: "v1", offered, loadsByAliasOnly: true } as const;
    const { server, model } = await load(context, options, "deepseek-r1-7b");
    await collect(model, request);
    assert.deepEqual([...server.loaded], ["deepseek-r1-distill-qwen-7b-generic-cpu:3"]);
  });

  it("tells what it knows of the model", async (context) => {
    const { model } = await load(context, { generation: "classic" }, CPU_5, { threads: 2 });
    const { device, deviceName, sizeBytes, contextTokens, licence, warnings } = model.info;
    assert.deepEqual(
      [device, deviceName, sizeBytes, contextTokens, licence],
      ["cpu", "CPU, CPUExecutionProvider", 4915 * 2 ** 20, 32_768, "MIT"],
    );
    assert.match(warnings[0]?.message ?? "", /^threads:/);
    const npu = await load(context, { generation: "v1" }, NPU_2);
    assert.deepEqual([npu.model.info.device, npu.model.info.deviceName], [undefined, "NPU, qnn"]);
  });

  it("survives answers without usage and finish reason, streamed or whole", async (context) => {
    const { model } = await load(context, { generation: "classic" }, CPU_5);
    for (const stream of [true, false]) {
      const events = await collect(model, { ...request, stream });
      assert.equal(textOf(events), "Hello, world.");
      const finish = events.at(-1);
      assert.ok(finish?.type === "finish");
      assert.deepEqual([finish.reason, finish.usage], ["stop", {}]);
    }
  });

  it("asks again for as much as fits when the service refuses its own default, and says so", async (context) => {
    const offered = [
      {
        id: CPU_5,
        alias: "phi-4-mini",
        device: "CPU" as const,
        executionProvider: "",
        maxInputTokens: 400,
        maxOutputTokens: 112,
      },
    ];
    const options = { generation: "classic", offered, contextTokens: 512 } as const;
    const { model, server } = await load(context, options, "phi-4-mini");
    const events = await collect(model, request);
    assert.equal(textOf(events), "Hello, world.");
    assert.deepEqual(
      server.chats.map(({ max_tokens }) => max_tokens),
      [undefined, 112],
    );
    assert.deepEqual(
      events.slice(0, 2).map((event) => (event.type === "warning" ? event.warning.code : event.type)),
      ["start", "parameter-clamped"],
    );
    await assert.rejects(collect(model, { ...request, maxTokens: 1000 }), { code: "endpoint-status" });
  });

  it("embeds with a model for that, and does not chat with it", async (context) => {
    const { model } = await load(context, { generation: "classic" }, "qwen3-embedding-0.6b");
    assert.equal(model.chat, undefined);
    const { vectors, usage } = (await model.embedding?.embed(["a", "b"])) ?? {};
    assert.equal(vectors?.length, 2);
    assert.deepEqual(usage, {});
  });

  it("gives up a load in time, when told to, and with the service's reason", async (context) => {
    const slow = { generation: "classic", onLoad: "hang" } as const;
    await assert.rejects(load(context, slow, CPU_5, { timeoutMs: 100 }), { code: "timeout" });
    await assert.rejects(load(context, slow, CPU_5, { signal: AbortSignal.timeout(100) }), { code: "aborted" });
    await assert.rejects(load(context, { generation: "classic", onLoad: "fail" }, CPU_5), {
      code: "endpoint-status",
      message: /bad_alloc/,
    });
  });

  it("never takes an Assay service, or another server, for a Foundry Local one", async (context) => {
    const byBody = await serve(context, (response) => response.end('{"status":"ok","service":"assay"}'));
    const byHeader = await serve(context, (response) => response.writeHead(404, { server: "assay/1.0" }).end());
    for (const origin of [byBody, byHeader])
      await assert.rejects(engine.load({ type: "foundry", model: "phi-4-mini", baseUrl: `${origin}/v1/` }), {
        code: "service-unavailable",
        message: /is an Assay service/,
        hint: new RegExp(`${origin}/v1#model`),
      });
    const other = await serve(context, (response) => response.writeHead(404).end());
    await assert.rejects(engine.load({ type: "foundry", model: "m", baseUrl: other }), { code: "endpoint-protocol" });
  });

  it("sends nobody's key", async (context) => {
    let seen: string | undefined = "none yet";
    const origin = await serve(context, (response) => {
      seen = response.req.headers.authorization;
      response.writeHead(404).end();
    });
    await assert.rejects(engine.load({ type: "foundry", model: "m", baseUrl: origin }));
    assert.equal(seen, undefined);
  });

  it("refuses another kind of source", async () => {
    await assert.rejects(engine.load({ type: "file", path: "x.gguf" }), { code: "unsupported", hint: /./ });
  });
});

async function load(context: TestContext, options: FoundryServerOptions, name: string, loadOptions: LoadOptions = {}) {
  const server = await startFoundryServer(options);
  let model: LoadedModel | undefined;
  context.after(async () => {
    await model?.[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  model = await engine.load({ type: "foundry", model: name, baseUrl: server.origin }, loadOptions);
  return { server, model };
}

async function collect({ chat }: LoadedModel, asked: ChatRequest): Promise<readonly ChatEvent[]> {
  assert.ok(chat);
  return Array.fromAsync(chat.chat(asked));
}

function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
}

async function serve(context: TestContext, answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
