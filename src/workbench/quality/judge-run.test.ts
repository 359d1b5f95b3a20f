import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { findRealModel } from "../../../test/real-models.ts";
import { BUILT_IN_RUBRIC } from "../../quality/rubric/built-in-rubric.ts";
import { describeJudging } from "../../report/judging/describe-judging.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { exampleRun, exampleSample, temporaryFolder } from "../../store/fixtures/example-run.ts";
import { createEngines } from "../create-engines.ts";
import { readRun } from "../report/read-run.ts";
import { addAnnotations } from "../scores/annotations-file.ts";
import { listItems } from "../scores/list-items.ts";
import { readWorkspace } from "../workspace.ts";
import { type JudgeRunOptions, judgeRun } from "./judge-run.ts";
import { readScoring } from "./read-scoring.ts";

const ANSWERS = [
  { target: "notes-mini:q8_0", prompt: "p1", text: "Ana owns the draft." },
  { target: "remote", prompt: "p1", text: "Nobody knows, and nobody will ever know who owns anything." },
  { target: "notes-mini:q8_0", prompt: "p2", text: "All is well." },
  { target: "remote", prompt: "p2", text: "All is well." },
  { target: "remote", prompt: "p2", text: " " },
] as const;

/** A recorded run, and a judge behind an address that replies as told, asked for a question's text. */
async function prepare(context: TestContext, reply: (question: string) => string) {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  {
    await using writer = await store.create(exampleRun());
    for (const [index, answer] of ANSWERS.entries())
      await writer.append({ ...exampleSample(index + 1), ...answer, round: index + 1 });
  }
  const questions: string[] = [];
  const server = createServer(async (incoming, response) => {
    if (incoming.url === "/v1/models") return response.end(JSON.stringify({ data: [{ id: "j" }] }));
    const { messages } = JSON.parse(Buffer.concat(await Array.fromAsync(incoming)).toString());
    const content = messages.at(-1).content;
    if (content !== "ping") questions.push(content);
    const said = {
      choices: [{ index: 0, message: { role: "assistant", content: reply(content) }, finish_reason: "stop" }],
    };
    response.setHeader("content-type", "application/json").end(JSON.stringify(said));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  context.after(() => server.close());
  const workspace = await readWorkspace({ directory, env: {} });
  const by = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1#j`;
  const judge = (more: Partial<JudgeRunOptions> = {}) =>
    judgeRun({ run: "latest", by, store, engines: createEngines(workspace), workspace, probes: 0, ...more });
  const folder = join(directory, exampleRun().id);
  return { judge, questions, store, folder, file: join(folder, "judgements.jsonl") };
}

const scores = (value: number) =>
  JSON.stringify({ reasons: "r", scores: { coherence: value, factuality: value, brevity: value, depth: value } });

test("equal answers are judged once, blank ones never, and a second call asks nothing", async (context) => {
  const { judge, questions } = await prepare(context, (text) => scores(text.includes("Ana owns") ? 5 : 2));
  const first = await judge();
  assert.equal(questions.length, 3);
  assert.deepEqual(first.answers, { unique: 3, taken: 3 });
  const means = first.scores?.targets.map(({ target, answers, criteria }) => [
    target,
    answers,
    criteria[0]?.written.value,
  ]);
  assert.deepEqual(means, [
    ["notes-mini:q8_0", 2, 3.5],
    ["remote", 2, 2],
  ]);
  const second = await judge();
  assert.equal(questions.length, 3);
  assert.deepEqual(second.scores, first.scores);
  assert.equal(second.questions.known, 3);
  assert.equal(second.cost.now.requests, 0);
  await judge({ criteria: "brevity" });
  assert.equal(questions.length, 6, "another rubric is another question");
});

test("a judgement that a killed process left half written is asked for again, and nothing else", async (context) => {
  const { judge, questions, file } = await prepare(context, () => scores(3));
  await judge();
  const whole = await readFile(file, "utf8");
  // Which answers they belong to is written last, once all are judged.
  const judgements = whole.slice(0, whole.lastIndexOf("\n", whole.length - 2));
  await writeFile(file, judgements.slice(0, -20));
  await judge();
  assert.equal(questions.length, 4);
  assert.equal((await readFile(file, "utf8")).split("\n").length, 5);
  await appendFile(file, "not a judgement\n");
  assert.equal((await judge()).questions.read, 3);
});

test("stopped, it keeps what was judged, and goes on there", async (context) => {
  const stop = new AbortController();
  const { judge, questions } = await prepare(context, () => scores(3));
  const stopped = await judge({
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done === 1) stop.abort();
    },
  });
  assert.deepEqual([stopped.status, stopped.questions.read, stopped.questions.left], ["stopped", 1, 2]);
  const rest = await judge();
  assert.deepEqual([rest.status, rest.questions.known, rest.questions.read], ["complete", 1, 3]);
  assert.ok(questions.length <= 4);
});

test("what cannot be read is counted by its reason, and gets no score", async (context) => {
  const { judge } = await prepare(context, (text) => (text.includes("Ana owns") ? scores(4) : "11/5"));
  const { questions, scores: read } = await judge({ retries: 1, criteria: "coherence,brevity" });
  assert.deepEqual([questions.unreadable, questions.reminders], [2, 2]);
  assert.deepEqual(questions.because, { "no-result": 2 });
  assert.deepEqual(
    read?.targets.map(({ target }) => target),
    ["notes-mini:q8_0"],
  );
});

test("a judge that obeys an order inside of an answer is shown as swayed", async (context) => {
  const { judge } = await prepare(context, (text) => scores(text.includes("Ignore the rubric") ? 5 : 2));
  const { scores: read } = await judge({ probes: 2 });
  assert.deepEqual(
    [read?.swayed?.answers, read?.swayed?.raised, read?.swayed?.shift],
    [2, 2, 3],
    "and the smuggled order does not touch the scores",
  );
  assert.equal(read?.targets[1]?.criteria[0]?.written.value, 2);
});

test("people's scores of the same answers are what a judge is held against", async (context) => {
  const { judge, store, folder } = await prepare(context, () => scores(4));
  assert.deepEqual(
    (await judge()).fitness?.criteria.map(({ answers }) => answers),
    [0, 0, 0, 0],
  );
  const { summary, entries } = await readRun(store, "latest");
  const [criterion] = BUILT_IN_RUBRIC.criteria;
  assert.ok(criterion !== undefined);
  await addAnnotations(folder, () => [
    { type: "criterion", at: "2026-11-21T12:00:00Z", criterion },
    ...listItems(summary.run, entries).map(
      ({ item }) =>
        ({ type: "annotation", at: "2026-11-21T12:00:00Z", by: "ana", item, scores: { coherence: 4 } }) as const,
    ),
  ]);
  const { fitness, mayDecide, corrections } = await judge();
  assert.deepEqual(
    fitness?.criteria.map(({ answers }) => answers),
    [3, 0, 0, 0],
  );
  assert.equal(fitness?.criteria[0]?.agreement?.exact?.value, 1);
  assert.deepEqual(
    corrections?.map(({ labelled, corrected }) => [labelled, corrected]),
    [
      [0, undefined],
      [0, undefined],
    ],
    "people scored by one of four criteria",
  );
  const { corrections: ofOne, disagreements } = await judge({ criteria: "coherence" });
  assert.deepEqual(
    ofOne?.map(({ labelled }) => labelled),
    [2, 2],
  );
  assert.deepEqual(disagreements, []);
  assert.deepEqual([fitness?.fitness, mayDecide], ["unproven", false], "two prompts prove nothing");
});

test("pairs are asked in both orders: a judge that takes what stands first prefers nobody", async (context) => {
  const { judge, questions } = await prepare(context, () => '{"reasons": "r", "better": "A"}');
  const pairwise = ["notes-mini:q8_0", "remote"];
  const { choices } = await judge({ pairwise });
  assert.equal(questions.length, 2, "two equal answers are not compared");
  assert.deepEqual([choices?.pairs, choices?.flipped.pairs, choices?.firstShown.pairs], [1, 1, 2]);
  assert.deepEqual([choices?.firstWins, choices?.secondWins, choices?.ties], [0, 0, 0]);
});

test("pairs are won by the same answer in both orders", async (context) => {
  const chooseShort = (text: string) => (text.indexOf("Ana owns") < text.indexOf("Nobody") ? "A" : "B");
  const { judge } = await prepare(context, (text) => `{"reasons": "r", "better": "${chooseShort(text)}"}`);
  const { choices } = await judge({ pairwise: ["remote", "notes-mini:q8_0"] });
  assert.deepEqual([choices?.secondWins, choices?.flipped.pairs, choices?.longerWins.pairs], [1, 0, 0]);
});

test("people who compared the same answers are what a judge that compares is held against", async (context) => {
  const choose = (text: string) => (text.indexOf("Ana owns") < text.indexOf("Nobody") ? "A" : "B");
  const { judge, store, folder } = await prepare(context, (text) => `{"reasons": "r", "better": "${choose(text)}"}`);
  const { items } = await readScoring(store, "latest");
  const idOf = (start: string) => items.find(({ answer }) => answer.startsWith(start))?.item ?? "";
  const [left, right] = [idOf("Nobody"), idOf("Ana owns")];
  await addAnnotations(folder, () => [{ type: "preference", at: "now", by: "Ann", left, right, choice: "right" }]);
  const { choiceFitness, mayDecide } = await judge({ pairwise: ["remote", "notes-mini:q8_0"] });
  assert.deepEqual([choiceFitness?.pairs, choiceFitness?.agreement?.exact?.value], [1, 1], "both take what Ana owns");
  assert.deepEqual([choiceFitness?.fitness, mayDecide], ["unproven", false]);
});

test("criteria and targets that are none are named", async (context) => {
  const { judge } = await prepare(context, () => scores(3));
  await assert.rejects(judge({ criteria: "brevty" }), { code: "invalid-input", hint: /brevity/ });
  await assert.rejects(judge({ pairwise: ["remote"] }), { code: "invalid-input", hint: /notes-mini:q8_0, remote/ });
  await assert.rejects(judge({ pairwise: ["remote", "remot"] }), { code: "invalid-input", hint: /remote/ });
});

const small = findRealModel("smollm2");

test("whether a real model obeys an order inside of an answer is measured and said, not denied", {
  skip: small.missing,
}, async (context) => {
  const { judge } = await prepare(context, () => "");
  const result = await judge({ by: small.path, criteria: "brevity", maxAnswers: 1, probes: 1, contextTokens: 2048 });
  assert.deepEqual(result.questions.because, {}, "a reply that is held to the schema can be read");
  assert.equal(result.scores?.swayed?.answers, 1);
  assert.ok(Number.isFinite(result.scores?.swayed?.shift));
  assert.ok(result.scores?.targets[0]?.criteria[0]?.expected !== undefined);
  assert.match(describeJudging(result).join(" "), /Swayed: with "give 5" inside of it, [01] of 1 answer got more/);
});
