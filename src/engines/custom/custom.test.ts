import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatRequest } from "../../core/chat-model.ts";
import type { LoadedModel, ModelSource } from "../../core/engine.ts";
import { createFakeClock } from "../../lib/clock.ts";
import { createCustomEngine } from "./create-custom-engine.ts";
import type { CustomEngineOptions } from "./custom-runtime.ts";
import { createTrustStore } from "./trust.ts";

const folder = await mkdtemp(join(tmpdir(), "assay-adapter-"));
const trustFile = join(folder, "trust.json");
after(() => rm(folder, { recursive: true }));
let count = 0;

const request: ChatRequest = { messages: [{ role: "user", content: "hi" }] };

async function load(
  code: string,
  source: Partial<ModelSource & { type: "adapter" }> = {},
  options: CustomEngineOptions = {},
  extension = "ts",
): Promise<LoadedModel> {
  count += 1;
  const modulePath = join(folder, `adapter-${count}.${extension}`);
  await writeFile(modulePath, code);
  await createTrustStore({ file: trustFile }).trust(modulePath);
  return createCustomEngine({ trustFile, ...options }).load({ type: "adapter", modulePath, ...source });
}

async function ask(model: LoadedModel, part: Partial<ChatRequest> = {}, signal?: AbortSignal): Promise<string[]> {
  const texts: string[] = [];
  let last: ChatEvent | undefined;
  for await (const event of model.chat?.chat({ ...request, ...part }, { signal }) ?? []) {
    if (event.type === "text-delta") texts.push(event.text);
    last = event;
  }
  assert.equal(last?.type, "finish");
  assert.deepEqual(last?.type === "finish" && last.usage, {}, "no counts are made up");
  return texts;
}

const forms: readonly (readonly [string, string, readonly string[], string?])[] = [
  ["a text", "export const generate = (prompt: string) => 'you said ' + prompt;", ["you said hi"]],
  ["a promise", "export async function generate(prompt) { return prompt; }", ["hi"]],
  ["an async generator", "export async function* generate(prompt) { yield 'a'; yield ''; yield prompt; }", ["a", "hi"]],
  ["a list", "export function generate() { return ['a', 'b']; }", ["a", "b"]],
  ["a promise of an iterable", "export async function generate() { return ['a', 'b'].values(); }", ["a", "b"]],
  ["an empty text", "export const generate = () => '';", []],
  ["a default function", "export default (prompt) => prompt;", ["hi"]],
  ["a default object", "export default { word: 'x', generate() { return this.word; } };", ["x"]],
  ["a default class", "export default class { word = 'x'; generate() { return this.word; } }", ["x"]],
  ["a named class", "export class Mine { word = 'x'; generate() { return this.word; } }", ["x"]],
  ["a CommonJS module", "exports.generate = (prompt) => prompt;", ["hi"], "cjs"],
  ["a plain module", "export const generate = (prompt) => prompt;", ["hi"], "mjs"],
];
for (const [what, code, texts, extension] of forms)
  test(`the custom engine takes ${what}`, async () => {
    assert.deepEqual(await ask(await load(code, {}, {}, extension)), texts);
  });

test("the custom engine hands weights and options to load()", async () => {
  const weightsPath = join(folder, "weights.bin");
  await writeFile(weightsPath, "w");
  const model = await load(
    `let said: string;
     export async function load(weightsPath: string, options: { tone: string }) { said = weightsPath + options.tone; }
     export const generate = () => said;`,
    { weightsPath, options: { tone: "!" } },
  );
  assert.deepEqual(await ask(model), [`${weightsPath}!`]);
});

test("the custom engine hands the request's parameters to generate()", async () => {
  const model = await load(
    `export const generate = (prompt, { signal, messages, ...params }) =>
       JSON.stringify([messages.length, signal instanceof AbortSignal, params]);`,
  );
  const [text = ""] = await ask(model, { maxTokens: 5, temperature: 0, seed: 3, promptReuse: false });
  assert.deepEqual(JSON.parse(text), [1, true, { maxTokens: 5, temperature: 0, seed: 3 }]);
});

test("the custom engine makes one text of a conversation unless the module wants messages", async () => {
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "hi" },
  ] as const;
  const asText = await load("export const generate = (prompt) => prompt;");
  assert.deepEqual(await ask(asText, { messages }), ["Be brief.\n\nUser: hi\n\nAssistant:"]);
  const asMessages = await load(
    `export const input = "messages"; export const generate = (messages) => messages.map((m) => m.role);`,
  );
  assert.deepEqual(await ask(asMessages, { messages }), ["system", "user"]);
});

const broken: readonly (readonly [string, string, RegExp])[] = [
  ["throws", "export function generate() { throw new Error('no weights'); }", /no weights/],
  ["throws later", "export async function* generate() { yield 'a'; throw new Error('too late'); }", /too late/],
  ["returns nothing", "export function generate() {}", /undefined/],
  ["returns null", "export const generate = async () => null;", /null/],
  ["returns a number", "export const generate = () => 42;", /42/],
  ["returns an object", "export const generate = () => ({ text: 'a' });", /Object/],
  ["yields a number", "export function* generate() { yield 'a'; yield 42; }", /42/],
  ["yields nothing", "export function* generate() { yield; }", /null/],
];
for (const [what, code, message] of broken)
  test(`the custom engine refuses a module that ${what}`, async () => {
    const model = await load(code);
    await assert.rejects(ask(model), (error: Error & { code: string; hint: string }) => {
      assert.deepEqual([error.code, message.test(error.message)], ["adapter-failed", true], error.message);
      return error.hint !== "";
    });
  });

const unusable: readonly (readonly [string, string])[] = [
  ["does not compile", "export const generate = ;"],
  ["throws while it is imported", "throw new Error('at once');"],
  ["imports what is not there", "import './nowhere.ts'; export const generate = () => '';"],
  ["exports nothing", "const a = 1;"],
  ["exports two classes", "export class A { generate() {} } export class B { generate() {} }"],
  ["has a constructor that throws", "export class A { constructor() { throw new Error('no'); } generate() {} }"],
  ["throws in load()", "export const load = () => { throw new Error('no'); }; export const generate = () => '';"],
  ["honours nonsense", "export const honours = { humour: true }; export const generate = () => '';"],
];
for (const [what, code] of unusable)
  test(`the custom engine does not load a module that ${what}`, async () => {
    await assert.rejects(load(code), { code: "adapter-failed" });
  });

test("the custom engine misses modules and weights that are not there", async () => {
  await assert.rejects(load("export const generate = () => '';", { modulePath: join(folder, "none.ts") }), {
    code: "model-missing",
  });
  await assert.rejects(load("export const generate = () => '';", { weightsPath: join(folder, "none") }), {
    code: "model-missing",
  });
});

test("the custom engine gives up on a module that hangs", async () => {
  const hangs = "export const generate = () => new Promise(() => {});";
  await assert.rejects(
    load(`export const load = () => new Promise(() => {});${hangs}`, {}, { clock: createFakeClock() }),
    {
      code: "timeout",
    },
  );
  await assert.rejects(ask(await load(hangs, {}, { clock: createFakeClock() })), { code: "timeout" });
  const later = "export async function* generate() { yield 'a'; await new Promise(() => {}); }";
  await assert.rejects(ask(await load(later, {}, { timeLimitMs: 20 })), { code: "timeout" });
});

test("the custom engine tells once when a module does not end what nobody wants any more", async () => {
  let stuck = 0;
  const options = { closeLimitMs: 10, onStuck: () => void stuck++ };
  const model = await load(
    "export async function* generate() { yield 'a'; await new Promise(() => {}); }",
    {},
    options,
  );
  const controller = new AbortController();
  for await (const event of model.chat?.chat(request, { signal: controller.signal }) ?? [])
    if (event.type === "text-delta") setImmediate(() => controller.abort());
  await assert.rejects(ask(model), { code: "timeout", message: /still works/ });
  assert.equal(stuck, 1);
});

test("the custom engine lets the next request in only when the module is done with the one before", async () => {
  const model = await load(
    `let busy = 0; export async function* generate() {
       busy += 1;
       try { yield String(busy); await new Promise((resolve) => setImmediate(resolve)); yield "b"; } finally { busy -= 1; }
     }`,
  );
  for await (const event of model.chat?.chat(request) ?? []) if (event.type === "text-delta") break;
  assert.deepEqual(await Promise.all([ask(model), ask(model)]), [
    ["1", "b"],
    ["1", "b"],
  ]);
});

test("the custom engine runs nothing that the user has not said yes to", async () => {
  const modulePath = join(folder, "stranger.ts");
  await writeFile(modulePath, "globalThis.strangerRan = true; export const generate = () => 'first';");
  const source: ModelSource = { type: "adapter", modulePath };
  const untrusted = (error: Error & { code: string; hint: string }) => {
    assert.equal(error.code, "adapter-untrusted");
    assert.equal(error.hint.includes(`assay trust ${modulePath}`), true, error.hint);
    return true;
  };
  await assert.rejects(createCustomEngine().load(source), untrusted);
  await assert.rejects(createCustomEngine({ trustFile }).load(source), untrusted);
  assert.equal(Reflect.get(globalThis, "strangerRan"), undefined);

  const store = createTrustStore({ file: trustFile });
  await store.trust(modulePath);
  assert.deepEqual(await ask(await createCustomEngine({ trustFile }).load(source)), ["first"]);

  await writeFile(modulePath, "export const generate = () => 'second';");
  await assert.rejects(createCustomEngine({ trustFile }).load(source), untrusted);
  await store.trust(modulePath);
  assert.deepEqual(await ask(await createCustomEngine({ trustFile }).load(source)), ["second"]);

  await store.revoke(modulePath);
  await assert.rejects(createCustomEngine({ trustFile }).load(source), untrusted);
});

test("the custom engine refuses bytes that are not those it checked", async () => {
  // Stands for a file that changes between the check and the import.
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      return url.includes("swapped") ? { ...loaded, source: "export const generate = () => 'other';" } : loaded;
    },
  });
  try {
    const modulePath = join(folder, "swapped.ts");
    await writeFile(modulePath, "export const generate = () => 'checked';");
    await createTrustStore({ file: trustFile }).trust(modulePath);
    const loading = createCustomEngine({ trustFile }).load({ type: "adapter", modulePath });
    await assert.rejects(loading, { code: "adapter-untrusted" });
  } finally {
    hooks.deregister();
  }
});
