import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { createFakeClock } from "../../../lib/clock.ts";
import type { Generation } from "./generation-job.ts";
import { createScheduler } from "./scheduler.ts";

const endOfTurn = 0;
const greedy = { temperature: 0, topP: 1, topK: 0, presencePenalty: 0, frequencyPenalty: 0, seed: 1 };

/** Sequences whose next token is one less than the last, down to the end of the turn; they note every step. */
function createFakeSequences(count: number) {
  const log: string[] = [];
  const failing = new Set<number>();
  const sequences = Array.from({ length: count }, (_, id) => {
    let held: number[] = [];
    const compute = (tokens: readonly number[]) => {
      log.push(`${id}:${tokens.join(",")}`);
      held.push(...tokens);
    };
    const sequence = {
      model: { isEogToken: (token: number) => token === endOfTurn },
      contextSize: 100,
      needsCheckpoints: false,
      get nextTokenIndex() {
        return held.length;
      },
      compareContextTokens(tokens: readonly number[]) {
        const different = tokens.findIndex((token, index) => held[index] !== token);
        return { firstDifferentIndex: different < 0 ? tokens.length : different };
      },
      async clearHistory() {
        held = [];
      },
      async eraseContextTokenRanges([range]: readonly { start: number; end: number }[]) {
        held = held.slice(0, range?.start);
      },
      async controlledEvaluate(tokens: readonly number[]) {
        compute(tokens);
        await work();
        return [];
      },
      async *evaluateWithMetadata(tokens: readonly number[]) {
        let input = tokens;
        while (true) {
          compute(input);
          await work();
          if (failing.has(id)) throw new Error("decode failed");
          const token = (input.at(-1) ?? 1) - 1;
          yield { token };
          input = [token];
        }
      },
    };
    // Only what the scheduler uses of a sequence is there.
    return sequence as unknown as LlamaContextSequence;
  });
  return { sequences, log, failing };
}

/** A step takes some turns of the event loop, as it does on the library's worker. */
async function work(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function setUp(count: number, batchTokens = 512) {
  const fake = createFakeSequences(count);
  const threads: number[] = [];
  const scheduler = createScheduler({
    sequences: fake.sequences,
    clock: createFakeClock(),
    threads: { lone: 1, batch: 2, prompt: 3 },
    batchTokens,
    setThreads: (used) => threads.push(used),
  });

  function generate(prompt: readonly number[], options: Partial<Generation> = {}) {
    const tokens: number[] = [];
    let settle: (end: string) => void = () => {};
    const end = new Promise<string>((resolve) => {
      settle = resolve;
    });
    const job = scheduler.submit({
      prompt: prompt as Token[],
      maxTokens: 50,
      sampling: greedy,
      promptReuse: true,
      onToken({ token }) {
        tokens.push(token);
        return true;
      },
      onEnd: settle,
      onFail: (error) => settle(`failed: ${error instanceof Error ? error.message : error}`),
      ...options,
    });
    return { job, tokens, end };
  }

  return { ...fake, scheduler, generate, threads };
}

describe("createScheduler()", () => {
  it("generates until the model ends its turn, which is no token of the answer", async () => {
    const { generate } = setUp(1);
    const { tokens, end, job } = generate([9, 3]);
    assert.equal(await end, "stop");
    assert.deepEqual(tokens, [2, 1]);
    assert.equal(job.cachedPromptTokens, 0);
  });

  it("ends at the most tokens", async () => {
    const { generate } = setUp(1);
    const { tokens, end } = generate([9], { maxTokens: 3 });
    assert.equal(await end, "length");
    assert.deepEqual(tokens, [8, 7, 6]);
  });

  it("steps all sequences together, in order of id", async () => {
    const { generate, log, threads } = setUp(3);
    const all = [generate([40, 4]), generate([50, 4]), generate([60, 4])];
    await Promise.all(all.map(({ end }) => end));
    assert.deepEqual(log.slice(0, 6), ["0:40,4", "1:50,4", "2:60,4", "0:3", "1:3", "2:3"]);
    assert.ok(threads.every((used) => used === 2));
  });

  it("lets more requests wait, first come first served", async () => {
    const { generate } = setUp(1);
    const order: string[] = [];
    const names = ["first", "second", "third"];
    await Promise.all(names.map((name) => generate([7, 3]).end.then(() => order.push(name))));
    assert.deepEqual(order, names);
  });

  it("reads long prompts in pieces while others go on", async () => {
    const { generate, log, threads } = setUp(2, 102);
    const answering = generate([30], { maxTokens: 6 });
    const reading = generate(
      Array.from({ length: 400 }, (_, index) => 900 - index),
      { maxTokens: 1 },
    );
    await Promise.all([answering.end, reading.end]);
    const sizes = log.filter((entry) => entry.startsWith("1:")).map((entry) => entry.split(",").length);
    assert.ok(sizes.length > 3 && Math.max(...sizes) <= 100, `${sizes}`);
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      400,
    );
    assert.ok(log.indexOf("0:29") < log.findLastIndex((entry) => entry.startsWith("1:")));
    assert.ok(threads.includes(3), "prompts have their own number of threads");
  });

  it("computes only what a sequence does not hold yet, and all of it when told to", async () => {
    const { generate, log } = setUp(1);
    const prompt = Array.from({ length: 20 }, (_, index) => 30 - index);
    await generate(prompt, { maxTokens: 1 }).end;
    const again = generate([...prompt.slice(0, 15), 5, 4], { maxTokens: 1 });
    await again.end;
    assert.equal(again.job.cachedPromptTokens, 15);
    assert.equal(log.at(-1), "0:5,4");
    const same = generate(prompt.slice(0, 15), { maxTokens: 1 });
    await same.end;
    assert.equal(same.job.cachedPromptTokens, 14, "the last prompt token gives the first answer token");
    const anew = generate(prompt.slice(0, 15), { maxTokens: 1, promptReuse: false });
    await anew.end;
    assert.equal(anew.job.cachedPromptTokens, 0);
  });

  it("puts a request where most of its prompt is", async () => {
    const { generate, log } = setUp(2);
    const one = Array.from({ length: 30 }, (_, index) => 40 - index);
    const two = one.map((token) => token + 100);
    await Promise.all([generate(one, { maxTokens: 1 }).end, generate(two, { maxTokens: 1 }).end]);
    const again = generate(two, { maxTokens: 1 });
    await again.end;
    assert.equal(again.job.cachedPromptTokens, 29);
    assert.ok(log.at(-1)?.startsWith("1:"));
  });

  it("keeps two conversations that take turns on a sequence each, though they begin alike", async () => {
    const { generate } = setUp(2);
    const shared = Array.from({ length: 40 }, (_, index) => 500 + index);
    const histories = [
      [...shared, 301, 302, 303, 304, 30],
      [...shared, 401, 402, 403, 404, 40],
    ];
    for (let turn = 0; turn < 4; turn++)
      for (const [index, history] of histories.entries()) {
        const { job, tokens, end } = generate(history, { maxTokens: 5 });
        await end;
        if (turn > 0)
          assert.ok((job.cachedPromptTokens ?? 0) >= history.length - 6, `${index}: ${job.cachedPromptTokens}`);
        histories[index] = [...history, ...tokens, 700 + turn, 800 + turn, 50];
      }
  });

  it("gives a new conversation the sequence that was used least recently", async () => {
    const { generate, log } = setUp(3);
    const talk = (first: number) => Array.from({ length: 30 }, (_, index) => first + index);
    const ask = async (first: number) => {
      const { job, end } = generate(talk(first), { maxTokens: 1 });
      await end;
      return { cached: job.cachedPromptTokens, sequence: log.at(-1)?.split(":")[0] };
    };
    for (const first of [100, 200, 300]) await ask(first);
    assert.deepEqual(await ask(100), { cached: 29, sequence: "0" });
    assert.deepEqual(await ask(400), { cached: 0, sequence: "1" });
    assert.deepEqual(await ask(300), { cached: 29, sequence: "2" });
    assert.deepEqual(await ask(100), { cached: 29, sequence: "0" });
  });

  it("leaves no gap between the sequences that run, where it has the choice", async () => {
    const { generate, log } = setUp(3);
    const talk = (first: number) => Array.from({ length: 30 }, (_, index) => first + index);
    for (const first of [100, 200]) await generate(talk(first), { maxTokens: 1 }).end;
    const running = generate([...talk(100), 90], { maxTokens: 60 });
    const other = generate(talk(400), { maxTokens: 1 });
    await Promise.all([running.end, other.end]);
    assert.ok(log.some((entry) => entry.startsWith("1:400")));
  });

  it("frees the sequence within one step of a cancelled request", async () => {
    const { generate, log } = setUp(1);
    const left: ReturnType<typeof generate> = generate([90], {
      onToken({ token }) {
        if (token === 87) left.job.cancel();
        return true;
      },
    });
    const next = generate([7, 2]);
    assert.equal(await next.end, "stop");
    assert.deepEqual(log, ["0:90", "0:89", "0:88", "0:87", "0:7,2", "0:1"]);
  });

  it("never begins what was cancelled while it waited", async () => {
    const { generate, log } = setUp(1);
    const first = generate([5]);
    generate([66]).job.cancel();
    const third = generate([3]);
    await Promise.all([first.end, third.end]);
    assert.ok(!log.some((entry) => entry.includes("66")));
  });

  it("fails one request alone and forgets what its sequence held", async () => {
    const { generate, failing } = setUp(2);
    failing.add(0);
    const prompt = Array.from({ length: 30 }, (_, index) => 40 - index);
    const [bad, good] = [generate(prompt), generate([50, 4])];
    assert.equal(await bad.end, "failed: decode failed");
    assert.equal(await good.end, "stop");
    failing.clear();
    const again = generate(prompt, { maxTokens: 1 });
    await again.end;
    assert.equal(again.job.cachedPromptTokens, 0);
  });

  it("fails what runs, waits or comes once it is stopped", async () => {
    const { generate, scheduler } = setUp(1);
    const running = generate([90]);
    const waiting = generate([80]);
    await scheduler.stop(new Error("unloaded"));
    assert.deepEqual(await Promise.all([running.end, waiting.end, generate([70]).end]), [
      "failed: unloaded",
      "failed: unloaded",
      "failed: unloaded",
    ]);
  });
});
