import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createFakeClock } from "../../../lib/clock.ts";
import type { Generation } from "../../generation/generation-job.ts";
import { createTokenPicker } from "../../generation/token-picker.ts";
import type { CacheShape, DecodeResult, LlamaContext } from "../llama/llama-context.ts";
import { createCacheGrowth } from "./cache-growth.ts";
import { type CacheCapacity, laneTokens } from "./cache-shape.ts";
import { createScheduler } from "./scheduler.ts";

const endOfTurn = 0;
const greedy = { temperature: 0, topP: 1, topK: 0, presencePenalty: 0, frequencyPenalty: 0, seed: 1 };
const vocabularySize = 1000;

interface FakeOptions {
  readonly sequences?: number;
  readonly cacheTokens?: number;
  readonly batchTokens?: number;
  readonly canCut?: boolean;
  readonly scoredTokens?: number;
  readonly lanes?: boolean;
  /** How long a step takes. */
  readonly stepMs?: number;
}

/** A context whose next token is one less than the last, down to the end of the turn; it notes every step. */
function createFakeContext(options: FakeOptions, clock: ReturnType<typeof createFakeClock>) {
  const { sequences = 4, cacheTokens = 10_000, batchTokens = 512, canCut = true } = options;
  const { scoredTokens = 8, lanes = false } = options;
  let shape: CacheShape = { cacheTokens, sequences, lanes };
  const shapes: CacheShape[] = [];
  const log: string[] = [];
  const threads: number[] = [];
  const atOnce: boolean[] = [];
  const failing = new Set<number>();
  /** For each sequence the cells that it uses; a shared cell is the same object. */
  const cells = Array.from({ length: sequences }, (): { token: number }[] => []);
  const isFull = (sequence: number, more: number) => {
    if (shape.lanes) return (cells[sequence]?.length ?? 0) + more > laneTokens(shape);
    return new Set(cells.flat()).size + more > shape.cacheTokens;
  };
  let batch: { token: number; position: number; sequence: number }[] = [];
  let last: typeof batch = [];
  let aborted = false;

  const context: LlamaContext = {
    get shape() {
      return shape;
    },
    get sequences() {
      return shape.sequences;
    },
    batchTokens,
    mostThreads: 1,
    canCut,
    scoredTokens,
    begin: () => {
      batch = [];
    },
    add(token, position, sequence) {
      assert.ok(batch.length < batchTokens, "the batch is too long");
      return batch.push({ token, position, sequence }) - 1;
    },
    async decode(used, now = false): Promise<DecodeResult> {
      const step = batch;
      aborted = false;
      threads.push(used);
      atOnce.push(now);
      clock.advance(options.stepMs ?? 0);
      for (let turn = 0; turn < 4 && !now; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (aborted) return "aborted";
      for (const [sequence, entries] of Map.groupBy(step, (entry) => entry.sequence))
        if (isFull(sequence, shape.lanes ? entries.length : step.length)) return "full";
      if (step.some(({ sequence }) => failing.has(sequence))) throw new Error("decode failed");
      log.push(describeStep(step));
      for (const { token, position, sequence } of step) {
        assert.equal(position, cells[sequence]?.length, "positions go on where the sequence ends");
        cells[sequence]?.push({ token });
      }
      last = step;
      return "done";
    },
    abort: () => {
      aborted = true;
    },
    logits(index) {
      const scores = new Float32Array(vocabularySize);
      scores[(last[index]?.token ?? 1) - 1] = 9;
      return scores;
    },
    cut(sequence, position) {
      const held = cells[sequence] ?? [];
      if (!canCut && position !== 0 && position < held.length) return false;
      held.length = Math.min(held.length, position);
      return true;
    },
    share(source, target, tokens) {
      assert.equal(cells[target]?.length, 0);
      cells[target]?.push(...(cells[source] ?? []).slice(0, tokens));
    },
    save: (sequence) => Uint8Array.from(cells[sequence]?.flatMap(({ token }) => [token % 256, token >> 8]) ?? []),
    restore(sequence, state) {
      assert.equal(cells[sequence]?.length, 0);
      const tokens = Array.from(
        { length: state.length / 2 },
        (_, at) => (state[2 * at] ?? 0) + 256 * (state[2 * at + 1] ?? 0),
      );
      if (isFull(sequence, tokens.length)) return false;
      cells[sequence]?.push(...tokens.map((token) => ({ token })));
      return true;
    },
    clear() {
      for (const held of cells) held.length = 0;
    },
    reshape(next) {
      shape = next;
      shapes.push(next);
      cells.splice(0, cells.length, ...Array.from({ length: next.sequences }, () => []));
    },
    free: () => {},
  };
  return { context, log, threads, atOnce, failing, cells, shapes };
}

/** Such as `0:9,3 1:4`: the tokens of each sequence. */
function describeStep(step: readonly { readonly token: number; readonly sequence: number }[]): string {
  return [...Map.groupBy(step, ({ sequence }) => sequence)]
    .map(([sequence, entries]) => `${sequence}:${entries.map(({ token }) => token).join(",")}`)
    .join(" ");
}

interface SetUpOptions extends FakeOptions {
  readonly parallel?: number;
  readonly savedBytes?: number;
  /** The cache grows within this. */
  readonly capacity?: CacheCapacity;
  readonly availableBytes?: (cacheTokens: number) => number;
}

const bytesPerToken = 2;

function setUp(options: SetUpOptions = {}) {
  const { capacity, availableBytes = () => 1e9 } = options;
  const clock = createFakeClock();
  const fake = createFakeContext(options, clock);
  const { context } = fake;
  const scheduler = createScheduler({
    context: fake.context,
    clock,
    threads: { lone: 1, batch: 2, prompt: 3 },
    parallel: options.parallel ?? fake.context.sequences,
    savedBytes: options.savedBytes ?? 0,
    growth:
      capacity &&
      createCacheGrowth({
        context,
        capacity,
        bytesPerToken,
        availableBytes: () => availableBytes(context.shape.cacheTokens),
      }),
    isEnd: (token) => token === endOfTurn,
  });

  function generate(prompt: readonly number[], generation: Partial<Generation> = {}) {
    const tokens: number[] = [];
    let settle: (end: string) => void = () => {};
    const end = new Promise<string>((resolve) => {
      settle = resolve;
    });
    const job = scheduler.submit({
      prompt,
      maxTokens: 50,
      picker: createTokenPicker({ settings: greedy, isEnd: (token) => token === endOfTurn }),
      promptReuse: true,
      onToken({ token }) {
        tokens.push(token);
        return true;
      },
      onEnd: settle,
      onFail: (error) => settle(`failed: ${error instanceof Error ? error.message : error}`),
      ...generation,
    });
    return { job, tokens, end };
  }

  return { ...fake, scheduler, generate };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

const count = (from: number, length: number) => Array.from({ length }, (_, index) => from + index);

describe("createScheduler()", () => {
  it("generates until the model ends its turn, which is no token of the answer", async () => {
    const { generate } = setUp();
    const { tokens, end, job } = generate([9, 3]);
    assert.equal(await end, "stop");
    assert.deepEqual(tokens, [2, 1]);
    assert.equal(job.cachedPromptTokens, 0);
  });

  it("ends at the most tokens", async () => {
    const { generate } = setUp();
    const { tokens, end } = generate([9], { maxTokens: 3 });
    assert.equal(await end, "length");
    assert.deepEqual(tokens, [8, 7, 6]);
  });

  it("computes short steps at once, after its last token was told, and none for nothing", async () => {
    const { generate, atOnce, log } = setUp();
    const { tokens, end } = generate([9, 5], {
      onToken({ token }) {
        tokens.push(token);
        assert.equal(log.at(-1), token === 4 ? "0:9,5" : token === 3 ? "0:4" : `0:${token + 1}`);
        return token > 2;
      },
    });
    assert.equal(await end, "stop");
    assert.deepEqual(tokens, [4, 3, 2]);
    assert.deepEqual(atOnce, [false, false, true]);
    assert.equal(log.length, 3);
  });

  it("hears what is asked before each of the first steps, then every 20 ms while steps let nothing else run", async () => {
    const { generate } = setUp({ stepMs: 8 });
    await generate([9, 5]).end;
    await nextTurn();
    const { tokens, job } = generate([90]);
    const heardAfter: number[] = [];
    while (tokens.length < 24) {
      if (tokens.length !== heardAfter.at(-1)) heardAfter.push(tokens.length);
      await nextTurn();
    }
    job.cancel();
    assert.deepEqual(heardAfter.slice(0, 5), [0, 1, 2, 3, 4]);
    assert.deepEqual(heardAfter.slice(-3), [15, 18, 21]);
  });

  it("begins together what is asked together", async () => {
    const { generate, log } = setUp();
    await generate([9, 5]).end;
    await nextTurn();
    const first = generate([40, 4]);
    const second = new Promise<string>((resolve) => {
      setImmediate(() => generate([50, 4]).end.then(resolve));
    });
    assert.deepEqual(await Promise.all([first.end, second]), ["stop", "stop"]);
    assert.ok(log.includes("1:40,4 2:50,4"), log.join(" | "));
  });

  it("steps all answers together, with the number of threads that suits", async () => {
    const { generate, log, threads } = setUp();
    const all = [generate([40, 4]), generate([50, 4]), generate([60, 4])];
    await Promise.all(all.map(({ end }) => end));
    assert.deepEqual(log.slice(0, 4), ["0:40,4 1:50,4 2:60,4", "0:3 1:3 2:3", "0:2 1:2 2:2", "0:1 1:1 2:1"]);
    assert.equal(threads[2], 2);
    await generate([9, 2]).end;
    assert.equal(threads.at(-1), 1);
    await generate(count(200, 30), { maxTokens: 1 }).end;
    assert.equal(threads.at(-1), 3, "prompts have their own");
  });

  it("lets more requests wait, first come first served", async () => {
    const { generate } = setUp({ parallel: 1 });
    const order: string[] = [];
    const names = ["first", "second", "third"];
    await Promise.all(names.map((name) => generate([7, 3]).end.then(() => order.push(name))));
    assert.deepEqual(order, names);
  });

  it("reads a long prompt in as large pieces as it can when it is alone", async () => {
    const { generate, log } = setUp({ batchTokens: 128 });
    await generate(count(1, 300), { maxTokens: 1 }).end;
    assert.deepEqual(
      log.map((entry) => entry.split(",").length),
      [128, 108, 64],
    );
  });

  it("scores all tokens of a prompt but the first in pieces, whatever is known of it, beside others", async () => {
    const { generate, log } = setUp();
    await generate(count(101, 20)).end;
    const scored: [index: number, likeliest: number][] = [];
    const onPromptScores = (scores: Float32Array, index: number) => {
      scored.push([index, scores.indexOf(9)]);
    };
    const before = log.length;
    const others = [generate([30], { maxTokens: 6 }), generate(count(301, 9), { onPromptScores, maxTokens: 1 })];
    const { end, tokens } = generate(count(101, 20), { onPromptScores, maxTokens: 2 });
    await Promise.all([end, ...others.map((one) => one.end)]);
    const own = scored.filter(([, likeliest]) => likeliest >= 100 && likeliest < 300);
    assert.deepEqual(
      own,
      count(1, 19).map((index) => [index, 99 + index]),
    );
    assert.equal(scored.length, 19 + 8);
    assert.deepEqual(tokens, [119, 118]);
    const pieces = log
      .slice(before)
      .flatMap((step) => step.split(" "))
      .filter((piece) => /:(1\d\d,){2}/.test(piece));
    assert.deepEqual(
      pieces.map((piece) => piece.split(",").length),
      [8, 8, 4],
    );
  });

  it("reads long prompts in pieces while others go on", async () => {
    const { generate, log } = setUp();
    const answering = generate([30], { maxTokens: 6 });
    await nextTurn();
    await nextTurn();
    const reading = generate(count(501, 400), { maxTokens: 1 });
    await Promise.all([answering.end, reading.end]);
    const pieces = log.filter((entry) => entry.includes("1:")).map((entry) => entry.split(" "));
    assert.ok(pieces.length > 3);
    assert.ok(
      pieces.slice(0, 4).every((parts) => parts.length === 2),
      "each piece goes with a token of the other's",
    );
    const sizes = pieces.map((parts) => parts.at(-1)?.split(",").length ?? 0);
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      400,
    );
  });

  it("computes only what the cache does not hold yet, and all of it when told to", async () => {
    const { generate, log } = setUp();
    const prompt = count(11, 20).reverse();
    await generate(prompt, { maxTokens: 1 }).end;
    const again = generate([...prompt.slice(0, 15), 5, 4], { maxTokens: 1 });
    await again.end;
    assert.equal(again.job.cachedPromptTokens, 15);
    assert.match(log.at(-1) ?? "", /:5,4$/);
    const same = generate(prompt.slice(0, 15), { maxTokens: 1 });
    await same.end;
    assert.equal(same.job.cachedPromptTokens, 14, "the last prompt token gives the first answer token");
    const anew = generate(prompt.slice(0, 15), { maxTokens: 1, promptReuse: false });
    await anew.end;
    assert.equal(anew.job.cachedPromptTokens, 0);
  });

  it("leaves nothing of a request behind that is to be computed anew, so that the next finds an untouched cache", async () => {
    const { generate, cells } = setUp();
    await generate(count(100, 30), { maxTokens: 1, promptReuse: false }).end;
    await generate([7], { maxTokens: 1, promptReuse: false }).end;
    assert.equal(cells.flat().length <= 1, true);
  });

  it("takes over what another one has in common with it, though that one is still being answered", async () => {
    const { generate, cells } = setUp();
    const shared = count(200, 40);
    const first = generate([...shared, 90], { maxTokens: 30 });
    const second = generate([...shared, 80], { maxTokens: 30 });
    await first.end;
    await second.end;
    const third = generate([...shared, 70], { maxTokens: 1 });
    await third.end;
    assert.equal(third.job.cachedPromptTokens, 40);
    const used = new Set(cells.flat()).size;
    assert.ok(used < cells.flat().length, "what is shared lies there once");
  });

  it("goes on with a conversation where it is, and keeps others apart though they begin alike", async () => {
    const { generate } = setUp({ sequences: 2 });
    const shared = count(500, 40);
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
    const { generate } = setUp({ sequences: 3 });
    const ask = async (first: number) => {
      const { job, end } = generate(count(first, 30), { maxTokens: 1 });
      await end;
      return job.cachedPromptTokens;
    };
    for (const first of [100, 200, 300]) await ask(first);
    assert.equal(await ask(100), 29);
    assert.equal(await ask(400), 0);
    assert.equal(await ask(300), 29);
    assert.equal(await ask(100), 29);
    assert.equal(await ask(200), 0, "it made room");
  });

  it("forgets what nobody uses when the cache is full", async () => {
    const { generate, log } = setUp({ cacheTokens: 100 });
    await generate(count(100, 60), { maxTokens: 1 }).end;
    const other = generate(count(300, 60), { maxTokens: 1 });
    assert.equal(await other.end, "length");
    assert.equal(log.length, 2);
  });

  it("copies back what had to make room, while memory for it lasts", async () => {
    for (const savedBytes of [0, 1000]) {
      const { generate } = setUp({ cacheTokens: 100, savedBytes });
      await generate(count(100, 60), { maxTokens: 1 }).end;
      await generate(count(300, 60), { maxTokens: 1 }).end;
      const back = generate(count(100, 70), { maxTokens: 1 });
      assert.equal(await back.end, "length");
      assert.equal(back.job.cachedPromptTokens, savedBytes === 0 ? 0 : 60);
    }
  });

  it("leaves little idle in the cache, where it would slow others", async () => {
    const { generate, cells } = setUp({ savedBytes: 1e6, sequences: 8 });
    for (const from of [1, 150, 300, 450]) await generate(count(from, 500), { maxTokens: 1 }).end;
    await generate([7], { maxTokens: 1 }).end;
    assert.ok(new Set(cells.flat()).size <= 1100, `${new Set(cells.flat()).size}`);
    const again = generate(count(1, 510), { maxTokens: 1 });
    await again.end;
    assert.equal(again.job.cachedPromptTokens, 500);
  });

  it("lets the request wait again that came last when the cache is full, and loses none of its words", async () => {
    const { generate, log } = setUp({ cacheTokens: 280 });
    const first = generate([...count(500, 90), 99], { maxTokens: 80 });
    const second = generate([...count(600, 40), 95], { maxTokens: 80 });
    assert.deepEqual(await Promise.all([first.end, second.end]), ["length", "length"]);
    assert.deepEqual(first.tokens, count(19, 80).reverse());
    assert.deepEqual(second.tokens, count(15, 80).reverse());
    assert.ok(log.length > 80);
  });

  it("lets each request use the whole cache", async () => {
    const { generate } = setUp({ cacheTokens: 150 });
    const all = [150, 250, 350].map((from) => generate([...count(from, 59), 99], { maxTokens: 80 }));
    assert.deepEqual(await Promise.all(all.map(({ end }) => end)), ["length", "length", "length"]);
    for (const { tokens } of all) assert.deepEqual(tokens, count(19, 80).reverse());
  });

  it("never cuts what cannot be cut, but goes on with it", async () => {
    const { generate } = setUp({ canCut: false });
    const prompt = count(200, 30);
    const first = generate([...prompt, 5], { maxTokens: 50 });
    await first.end;
    const continued = generate([...prompt, 5, 4, 3, 2, 1, 40], { maxTokens: 1 });
    await continued.end;
    assert.equal(continued.job.cachedPromptTokens, 35);
    const other = generate([...prompt, 5, 4, 300], { maxTokens: 1 });
    await other.end;
    assert.equal(other.job.cachedPromptTokens, 0);
  });

  it("ends the computing of a prompt that nobody waits for any more", async () => {
    const { generate, log } = setUp();
    const left = generate(count(1, 400));
    left.job.cancel();
    const next = generate([7, 2]);
    assert.equal(await next.end, "stop");
    assert.deepEqual(
      log.map((entry) => entry.split(":")[1]),
      ["7,2", "1"],
    );
  });

  it("frees the sequence within one step of a cancelled request", async () => {
    const { generate, log } = setUp({ parallel: 1 });
    const left: ReturnType<typeof generate> = generate([90], {
      onToken({ token }) {
        if (token === 87) left.job.cancel();
        return true;
      },
    });
    const next = generate([7, 2]);
    assert.equal(await next.end, "stop");
    assert.deepEqual(log.slice(0, 3), ["0:90", "0:89", "0:88"]);
    assert.deepEqual(log.slice(-2), ["1:7,2", "1:1"]);
    assert.ok(log.length <= 6, `${log}`);
  });

  it("never begins what was cancelled while it waited", async () => {
    const { generate, log } = setUp({ parallel: 1 });
    const first = generate([5]);
    generate([66]).job.cancel();
    const third = generate([3]);
    await Promise.all([first.end, third.end]);
    assert.ok(!log.some((entry) => entry.includes("66")));
  });

  it("fails one request alone whose token cannot be picked", async () => {
    const { generate } = setUp();
    const picker = {
      pick: () => {
        throw new Error("no token");
      },
      close: () => {},
    };
    const [bad, good] = [generate([30, 9], { picker }), generate([50, 4])];
    assert.equal(await bad.end, "failed: no token");
    assert.equal(await good.end, "stop");
  });

  it("fails what is computed together when the library fails, and forgets what was held", async () => {
    const { generate, failing } = setUp();
    failing.add(0);
    const prompt = count(11, 30).reverse();
    assert.equal(await generate(prompt).end, "failed: decode failed");
    failing.clear();
    const again = generate(prompt, { maxTokens: 1 });
    assert.equal(await again.end, "length");
    assert.equal(again.job.cachedPromptTokens, 0);
  });

  it("fails what runs, waits or comes once it is stopped", async () => {
    const { generate, scheduler } = setUp({ parallel: 1 });
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

describe("createScheduler() on a cache that grows", () => {
  const capacity: CacheCapacity = { tokens: 8192, contextTokens: 2048, parallel: 8 };
  const growing = { capacity, lanes: true, sequences: 1, cacheTokens: 512, parallel: 8, savedBytes: 2 * (8192 - 512) };
  /** Down to 1, after tokens that each one has alone. */
  const countdown = (from: number, own: number, length: number) => [...count(own, length), from];

  it("makes a lane for each of those who come together, at once", async () => {
    const { generate, shapes, log } = setUp(growing);
    const all = [300, 400, 500, 600].map((own) => generate(countdown(60, own, 90)));
    assert.deepEqual(await Promise.all(all.map(({ end }) => end)), ["length", "length", "length", "length"]);
    for (const { tokens } of all) assert.deepEqual(tokens, count(10, 50).reverse());
    assert.deepEqual(shapes, [{ cacheTokens: 2048, sequences: 4, lanes: true }]);
    assert.ok(log.some((step) => /^0:.* 1:.* 2:.* 3:/.test(step) && step.split(",").length === 1));
  });

  it("computes a long piece of a prompt by itself, in turn with the answers of others", async () => {
    const { generate, log } = setUp({ ...growing, sequences: 2, cacheTokens: 2048 });
    const answering = generate([30], { maxTokens: 20 });
    await nextTurn();
    await nextTurn();
    const reading = generate(count(1, 400), { maxTokens: 1 });
    await Promise.all([answering.end, reading.end]);
    const pieces = log.map((step) => step.split(" ").map((part) => part.split(",").length));
    assert.ok(pieces.every((parts) => parts.length === 1 || parts.every((tokens) => tokens === 1)));
    assert.ok(log.findIndex((step) => step.startsWith("0:28")) < log.findLastIndex((step) => step.startsWith("1:")));
  });

  it("lengthens the lane of an answer that comes to its end, and goes on where it was", async () => {
    const { generate, shapes, log } = setUp(growing);
    const { tokens, end } = generate(countdown(900, 1, 300), { maxTokens: 800 });
    assert.equal(await end, "length");
    assert.deepEqual(tokens, count(100, 800).reverse());
    assert.deepEqual(shapes.map(laneTokens), [1024, 2048]);
    assert.equal(log.filter((step) => step.split(",").length > 1).length, 1, "the prompt is computed once");
  });

  it("keeps what was computed while the cache changes its shape", async () => {
    const { generate, shapes } = setUp(growing);
    const prompts = [300, 450, 600].map((own) => countdown(9, own, 100));
    for (const prompt of prompts) await generate(prompt, { maxTokens: 1 }).end;
    await generate(countdown(9, 1, 800), { maxTokens: 1 }).end;
    assert.equal(shapes.length, 1);
    for (const prompt of prompts) {
      const again = generate(prompt, { maxTokens: 1 });
      await again.end;
      assert.equal(again.job.cachedPromptTokens, 100);
    }
    const together = prompts.map((prompt) => generate(prompt, { maxTokens: 40 }));
    await Promise.all(together.map(({ end }) => end));
    assert.deepEqual(
      together.map(({ job }) => job.cachedPromptTokens),
      [100, 100, 100],
    );
  });

  it("computes nothing again of prompts that are repeated, though every lane is taken", async () => {
    const full = { capacity: { tokens: 2048, contextTokens: 1024, parallel: 4 }, sequences: 4, cacheTokens: 2048 };
    const { generate, shapes } = setUp({ ...full, lanes: true, savedBytes: 0 });
    const prompts = [300, 400, 500, 600].map((own) => countdown(60, own, 90));
    for (const order of [prompts, prompts.toReversed()]) {
      const all = order.map((prompt) => generate(prompt, { maxTokens: 40 }));
      await Promise.all(all.map(({ end }) => end));
      if (order !== prompts)
        assert.deepEqual(
          all.map(({ job }) => job.cachedPromptTokens),
          [90, 90, 90, 90],
        );
    }
    assert.deepEqual(shapes, []);
  });

  it("lets all share the cells where one is too long for lanes, and lets the last wait where even that is too little", async () => {
    const { generate, shapes } = setUp({ ...growing, capacity: { ...capacity, tokens: 4096 } });
    const long = generate(countdown(400, 1, 1400), { maxTokens: 300 });
    const others = [1, 2, 3].map((own) => generate(countdown(400, own * 150, 500), { maxTokens: 300 }));
    const all = [long, ...others];
    assert.deepEqual(
      await Promise.all(all.map(({ end }) => end)),
      all.map(() => "length"),
    );
    for (const { tokens } of all) assert.deepEqual(tokens, count(100, 300).reverse());
    assert.ok(shapes.some(({ lanes }) => !lanes));
    assert.ok(shapes.every(({ cacheTokens }) => cacheTokens <= 4096));
  });

  it("takes no more than the system has, and lets others wait instead", async () => {
    const availableBytes = (cacheTokens: number) => (1024 - cacheTokens) * bytesPerToken;
    const { generate, shapes } = setUp({ ...growing, availableBytes });
    const all = [300, 400, 500].map((own) => generate(countdown(60, own, 390)));
    assert.deepEqual(await Promise.all(all.map(({ end }) => end)), ["length", "length", "length"]);
    assert.ok(shapes.every(({ cacheTokens }) => cacheTokens <= 1024));
  });

  it("fails an answer alone for which there is no memory any more", async () => {
    const { generate } = setUp({ ...growing, availableBytes: () => 0 });
    const failed = generate(countdown(900, 1, 300), { maxTokens: 800 });
    assert.match(await failed.end, /^failed: .*full/);
    assert.equal(await generate([9, 3]).end, "stop");
  });
});
