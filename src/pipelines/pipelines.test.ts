import assert from "node:assert/strict";
import test from "node:test";
import type { ChatEvent, FinishReason } from "../core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../core/chat-model.ts";
import { AssayError } from "../core/errors.ts";
import { createFakeClock } from "../lib/clock.ts";
import { cascade } from "./cascade.ts";
import { draftRefine } from "./draft-refine.ts";
import { chooseRoute, router } from "./router.ts";

const clock = createFakeClock();
const options = { id: "pipeline", clock };
const request: ChatRequest = { messages: [{ role: "user", content: "Sum up the legal report." }] };

interface Scripted {
  readonly words?: readonly string[];
  readonly logprob?: number;
  readonly reason?: FinishReason;
  readonly fails?: "at once" | "midway";
}

/** A model that answers as told, takes 10 ms, and notes what it was asked. */
function model(id: string, { words = ["ok"], logprob = -0.1, reason = "stop", fails }: Scripted = {}) {
  const asked: ChatRequest[] = [];
  const chat: ChatModel = {
    id,
    capabilities: {
      temperature: true,
      seed: true,
      stop: true,
      logprobs: true,
      tools: id === "tools",
      responseFormat: true,
      exactCounts: true,
      promptReuseSwitch: true,
      contextTokens: id.length * 100,
    },
    async *chat(one) {
      asked.push(one);
      yield { type: "start" };
      clock.advance(10);
      if (fails === "at once") throw new AssayError({ code: "timeout", message: `${id} is too slow.` });
      for (const text of words) {
        const token = { token: text, logprob };
        yield {
          type: "text-delta",
          text,
          tokens: 1,
          ...(one.logprobs !== undefined && { logprobs: [token] }),
          receipt: 7,
        };
        if (fails === "midway") throw new AssayError({ code: "stream-cut", message: `${id} broke off.` });
      }
      yield { type: "finish", reason, usage: { promptTokens: 5, completionTokens: words.length } };
    },
    async [Symbol.asyncDispose]() {},
  };
  return { chat, asked };
}

async function ask(chat: ChatModel, one: ChatRequest = request, signal?: AbortSignal) {
  const events: ChatEvent[] = await Array.fromAsync(chat.chat(one, { signal }));
  return {
    events,
    text: events.map((event) => (event.type === "text-delta" ? event.text : "")).join(""),
    steps: events.flatMap((event) => (event.type === "step" ? event.step : [])),
    warnings: events.flatMap((event) => (event.type === "warning" ? event.warning.message : [])),
  };
}

test("a short draft is the answer, and the step that was not taken is told with its reason", async () => {
  const draft = model("slm", { words: ["short", " draft"] });
  const refine = model("llm");
  const { text, steps, events } = await ask(
    draftRefine({ draft: draft.chat, refine: refine.chat }, { when: { longerThan: 600 } }, options),
  );
  assert.equal(text, "short draft");
  assert.equal(refine.asked.length, 0);
  assert.deepEqual(
    steps.map(({ name, state }) => `${name} ${state}`),
    ["draft started", "draft finished", "refine skipped"],
  );
  assert.equal(steps[2]?.because, "the draft has 11 characters, of 600");
  assert.equal(events.at(-1)?.type, "finish");
  assert.ok(events.every(({ type, receipt }) => type !== "text-delta" || receipt === undefined));
});

test("a long draft is refined: the larger model reads it, and both steps tell what they took", async () => {
  const draft = model("slm", { words: ["a long", " draft"] });
  const refine = model("llm", { words: ["better"] });
  const settings = {
    when: { longerThan: 5 },
    draftStep: { maxTokens: 280, temperature: 0.4, instruction: "Be brief." },
    refineStep: { maxTokens: 220, instruction: "Polish it." },
  };
  const { text, steps } = await ask(draftRefine({ draft: draft.chat, refine: refine.chat }, settings, options), {
    ...request,
    maxTokens: 250,
  });
  assert.equal(text, "better");
  assert.deepEqual(draft.asked[0]?.messages[0], { role: "system", content: "Be brief." });
  assert.deepEqual([draft.asked[0]?.maxTokens, draft.asked[0]?.temperature], [250, 0.4]);
  assert.equal(refine.asked[0]?.maxTokens, 220);
  assert.deepEqual(refine.asked[0]?.messages.slice(-2), [
    { role: "assistant", content: "a long draft" },
    { role: "user", content: "Polish it." },
  ]);
  const [, drafted, , refined] = steps;
  assert.deepEqual([drafted?.text, drafted?.ms, drafted?.usage?.completionTokens], ["a long draft", 10, 2]);
  assert.deepEqual(
    [refined?.text, refined?.ms, refined?.because],
    [undefined, 10, "the draft has 12 characters, more than 5"],
  );
});

test("topics of request or draft and the request's priority ask for refinement", async () => {
  const when = { topics: ["Legal report"], priority: ["high"] };
  const refined = async (words: readonly string[], one: ChatRequest) => {
    const refine = model("llm");
    await ask(draftRefine({ draft: model("slm", { words }).chat, refine: refine.chat }, { when }, options), one);
    return refine.asked.length === 1;
  };
  const plain: ChatRequest = { messages: [{ role: "user", content: "Sum up." }] };
  assert.equal(await refined(["x"], request), true);
  assert.equal(await refined(["The legal", " report."], plain), true);
  assert.equal(await refined(["legalreport"], plain), false);
  assert.equal(await refined(["x"], { ...plain, metadata: { priority: "high" } }), true);
  assert.equal(await refined(["x"], { ...plain, metadata: { priority: "low" } }), false);
});

test("a step that fails is answered for by the other model, with a warning; after text was shown the failure is told", async () => {
  const parts = (draft: Scripted, refine: Scripted) => ({
    draft: model("slm", { words: ["draft"], ...draft }).chat,
    refine: model("llm", { words: ["whole"], ...refine }).chat,
  });
  const noDraft = await ask(draftRefine(parts({ fails: "midway" }, {}), {}, options));
  assert.equal(noDraft.text, "whole");
  assert.match(noDraft.warnings.join(), /slm could not draft, so llm answers alone: slm broke off/);
  const noRefining = await ask(draftRefine(parts({}, { fails: "at once" }), {}, options));
  assert.equal(noRefining.text, "draft");
  assert.match(noRefining.warnings.join(), /llm could not refine the draft, which is shown as it is/);
  assert.deepEqual(noRefining.steps.at(-1)?.error?.code, "timeout");
  await assert.rejects(ask(draftRefine(parts({}, { fails: "midway" }), {}, options)), { code: "stream-cut" });
  await assert.rejects(ask(draftRefine(parts({ fails: "at once" }, { fails: "at once" }), {}, options)), {
    code: "timeout",
  });
});

test("a cascade shows the small model's answer unless a signal asks for the large one", async () => {
  const when = [{ signal: "mean-logprob", below: -1 } as const];
  const sure = await ask(cascade({ small: model("s").chat, large: model("l").chat }, { when }, options));
  assert.equal(sure.text, "ok");
  assert.deepEqual(sure.steps.at(-1)?.signals, { "mean-logprob": -0.1 });
  assert.ok(sure.events.every((event) => event.type !== "text-delta" || event.logprobs === undefined));
  const large = model("l", { words: ["sure"] });
  const unsure = await ask(cascade({ small: model("s", { logprob: -2 }).chat, large: large.chat }, { when }, options));
  assert.equal(unsure.text, "sure");
  assert.equal(unsure.steps.at(-1)?.because, "its mean-logprob of -2 is below -1");
  assert.equal(large.asked[0]?.logprobs, undefined);
});

test("in a cascade the model that works answers for the one that fails", async () => {
  const when = [{ signal: "cut-off", above: 0 } as const];
  const noSmall = await ask(
    cascade({ small: model("s", { fails: "at once" }).chat, large: model("l").chat }, { when }, options),
  );
  assert.match(noSmall.warnings.join(), /s could not answer, so l does/);
  const noLarge = await ask(
    cascade(
      { small: model("s", { reason: "length" }).chat, large: model("l", { fails: "at once" }).chat },
      { when },
      options,
    ),
  );
  assert.equal(noLarge.text, "ok");
  assert.match(noLarge.warnings.join(), /though its cut-off of 1 is above 0/);
});

test("a kept answer that nobody wants any more ends as aborted", async () => {
  const stop = new AbortController();
  const chat = cascade(
    { small: model("s", { words: ["a", "b", "c"] }).chat, large: model("l").chat },
    { when: [{ signal: "characters", below: 1 }] },
    options,
  );
  const seen: ChatEvent[] = [];
  for await (const event of chat.chat(request, { signal: stop.signal })) {
    seen.push(event);
    if (event.type === "text-delta") stop.abort();
  }
  assert.deepEqual(
    seen.slice(-2).map((event) => (event.type === "finish" ? event.reason : event.type)),
    ["text-delta", "aborted"],
  );
});

test("a router takes the first route of which everything holds, and says why", () => {
  const settings = {
    routes: [
      { model: "tools", needs: ["tools"] as const },
      { model: "code", tasks: ["code"], longerThan: 3 },
      { model: "law", topics: ["legal"] },
    ],
    otherwise: "small",
  };
  assert.deepEqual(chooseRoute(request, settings), { model: "law", because: "it is about legal" });
  assert.equal(chooseRoute({ ...request, tools: [{ name: "t" }] }, settings).model, "tools");
  assert.equal(
    chooseRoute({ ...request, metadata: { task: "code" } }, settings).because,
    "its task is code and it has 24 characters, more than 3",
  );
  assert.equal(
    chooseRoute({ messages: [{ role: "user", content: "Hi" }], metadata: { task: "code" } }, settings).model,
    "small",
  );
});

test("a router whose model fails takes the one for all other requests, and can do what one of its models can", async () => {
  const parts = new Map([
    ["tools", model("tools", { fails: "at once" }).chat],
    ["small", model("small").chat],
  ]);
  const chat = router(parts, { routes: [{ model: "tools", topics: ["legal"] }], otherwise: "small" }, options);
  assert.deepEqual([chat.capabilities.tools, chat.capabilities.contextTokens], [true, 500]);
  const { text, warnings } = await ask(chat);
  assert.equal(text, "ok");
  assert.match(warnings.join(), /tools could not answer, so small does/);
  await assert.rejects(ask(chat, { messages: [], prompt: { text: "x" } }), { code: "unsupported" });
});
