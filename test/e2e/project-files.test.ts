import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { before, describe, it, type TestContext } from "node:test";
import { createFakeClock, systemClock } from "../../src/lib/clock.ts";
import { SETTINGS, type SettingName } from "../../src/settings/definitions.ts";
import type { GivenSettings } from "../../src/settings/read-settings.ts";
import { readLocations } from "../../src/system/locations.ts";
import { planTargets } from "../../src/workbench/bench/plan-targets.ts";
import { runDoctor } from "../../src/workbench/doctor/run-doctor.ts";
import { allowKey, listAllowedKeys, revokeKey } from "../../src/workbench/key-trust.ts";
import { addModel } from "../../src/workbench/model/add-model.ts";
import { listCatalog } from "../../src/workbench/model/list-catalog.ts";
import { openModel } from "../../src/workbench/model/open-model.ts";
import {
  type BareWorkspace,
  createBareWorkspace,
  readWorkspace,
  type Workspace,
} from "../../src/workbench/workspace.ts";
import { makeFolder } from "../make-folder.ts";

/** Each is set in the environment, to a value that must not arrive. */
const VARIABLES = ["GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "OPENAI_API_KEY", "ASSAY_API_KEY", "HF_TOKEN"];

let server: { readonly origin: string; readonly host: string; readonly keys: Set<string>; requests: number };
before(async () => {
  const keys = new Set<string>();
  const listening = createServer((request, response) => {
    server.requests += 1;
    for (const value of Object.values(request.headers))
      for (const name of VARIABLES) if (String(value).includes(`secret-of-${name}`)) keys.add(name);
    response.setHeader("content-type", "application/json");
    const choice = { index: 0, message: { role: "assistant", content: "hi" }, finish_reason: "stop" };
    response.end(JSON.stringify({ object: "list", data: [{ id: "x" }], choices: [choice] }));
  }).listen(0, "127.0.0.1");
  listening.unref();
  await once(listening, "listening");
  const host = `127.0.0.1:${(listening.address() as AddressInfo).port}`;
  server = { origin: `http://${host}`, host, keys, requests: 0 };
});

type Files = Readonly<Record<string, unknown>>;
const endpointOf = (variable?: string) => ({ baseUrl: `${server.origin}/v1`, model: "x", apiKeyVariable: variable });

/** Every place where a file of a project can name an address, and the model's name by which it is reached. */
const PROJECT_PLACES: Readonly<Record<string, (variable: string) => readonly [files: Files, name?: string]>> = {
  "an endpoint": (variable) => [{ "models.json": { models: { m: { endpoint: endpointOf(variable) } } } }, "m"],
  "an endpoint without a variable": () => [{ "models.json": { models: { m: { endpoint: endpointOf() } } } }, "m"],
  "a built-in alias": (variable) => [
    { "models.json": { "notes-micro": { endpoint: endpointOf(variable) } } },
    "notes-micro",
  ],
  "a variant": (variable) => [
    { "models.json": { models: { m: { variants: { a: { endpoint: endpointOf(variable) } } } } } },
    "m:a",
  ],
  "a Foundry Local service": () => [
    { "models.json": { models: { m: { foundry: { model: "x", baseUrl: server.origin } } } } },
    "m",
  ],
  foundryEndpoint: () => [{ "assay.json": { foundryEndpoint: server.origin } }, "x"],
  "FOUNDRY_LOCAL_ENDPOINT in .env": () => [{ ".env": `FOUNDRY_LOCAL_ENDPOINT=${server.origin}` }, "x"],
  models: () => [{ "assay.json": { models: [`${server.origin}/v1#x`] } }],
  "BENCH_MODELS in .env": () => [{ ".env": `BENCH_MODELS=${server.origin}/v1#x` }],
  "SLM_ALIAS in .env": () => [{ ".env": `SLM_ALIAS=${server.origin}/v1#x` }],
  llm: () => [{ "assay.json": { llm: `${server.origin}/v1#x` } }],
};

describe("what a project's files say", () => {
  for (const place of Object.keys(PROJECT_PLACES))
    for (const variable of VARIABLES)
      it(`sends no ${variable} by ${place}`, async (test) => {
        const [files, name] = PROJECT_PLACES[place]?.(variable) ?? [{}];
        const workspace = await open(test, { project: files });
        await askAll(name === undefined ? namesOf(workspace) : [name], workspace);
        assert.deepEqual([...server.keys], []);
        assert.deepEqual(await listAllowedKeys(workspace), []);
      });

  it("is not asked by a diagnosis, unless it is told to", async (test) => {
    // Without the models that would be asked a question each.
    const bare = { builtInModels: makeFolder(test) };
    for (const place of Object.keys(PROJECT_PLACES)) {
      const [project = {}] = PROJECT_PLACES[place]?.("GITHUB_TOKEN") ?? [];
      const workspace = await open(test, { project });
      server.requests = 0;
      await collect(
        runDoctor({ workspace: { ...workspace, locations: { ...workspace.locations, ...bare } }, probe: true }),
      );
      assert.equal(server.requests, 0, place);
    }
    const workspace = await open(test, { project: { "models.json": { models: { m: { endpoint: endpointOf() } } } } });
    const asking = { ...workspace, clock: systemClock, locations: { ...workspace.locations, ...bare } };
    const findings = await collect(runDoctor({ workspace: asking, probe: true, askProject: true }));
    assert.ok(server.requests > 0, JSON.stringify(findings.filter(({ topic }) => topic === "endpoints")));
    assert.deepEqual([...server.keys], []);
  });

  it("names a setting of the user's alone only to be refused: each of them says whose it is", async (test) => {
    const free: SettingName[] = [];
    for (const name of Object.keys(SETTINGS) as SettingName[]) {
      if (SETTINGS[name].setBy === "anyone") free.push(name);
      else {
        const { variable } = SETTINGS[name];
        const project = { "assay.json": { [name]: SAMPLES[name] } };
        await assert.rejects(open(test, { project }), { code: "invalid-file", message: /only the user can set/ }, name);
        if (variable !== undefined)
          await assert.rejects(open(test, { project: { ".env": `${variable}=1` } }), /only the user can set/, name);
      }
    }
    assert.deepEqual(new Set(free), new Set(FREE));
  });

  it("says so when it takes a built-in name, or the user's", async (test) => {
    const own = { "models.json": { models: { mine: { script: { tokens: ["a"] } } } } };
    const endpoint = endpointOf();
    const models = { "notes-micro": { endpoint }, mine: { endpoint }, other: { endpoint } };
    const notes: string[] = [];
    const notify = (message: string) => void notes.push(message);
    const workspace = await open(test, { project: { "models.json": { models } }, user: own, bare: { notify } });
    await planTargets(["notes-micro", "mine", "other"], workspace);
    assert.deepEqual(notes, [
      `notes-micro is the project's own here, in place of the built-in one: it is served by ${server.origin}/v1`,
      `mine is the project's own here, in place of yours: it is served by ${server.origin}/v1`,
    ]);
    const { models: listed } = await listCatalog(workspace);
    const covers = listed.filter(({ alias }) => alias in models).map(({ alias, covers: covered }) => [alias, covered]);
    assert.deepEqual(
      new Map(covers as [string, string][]),
      new Map([
        ["notes-micro", "built-in"],
        ["mine", "user"],
        ["other", undefined],
      ]),
    );
    const named = await open(test, {
      project: { ".env": `FOUNDRY_LOCAL_ENDPOINT=${server.origin}` },
      bare: { notify },
    });
    notes.length = 0;
    await planTargets(["notes-micro"], named);
    assert.match(
      notes.join("\n"),
      /^notes-micro is asked for at http:.*, as FOUNDRY_LOCAL_ENDPOINT in .*\.env:1 says$/,
    );
  });

  it("gets a key once the user has allowed it, and no longer once that is taken back", async (test) => {
    const project = { "models.json": { models: { m: { endpoint: endpointOf("GITHUB_TOKEN") } } } };
    const workspace = await open(test, { project });
    await assert.rejects(openModel("m", workspace), {
      code: "key-untrusted",
      hint: new RegExp(`assay trust key GITHUB_TOKEN ${server.host}`),
    });
    await allowKey("GITHUB_TOKEN", `${server.origin}/v1`, workspace);
    assert.deepEqual(await listAllowedKeys(workspace), [{ variable: "GITHUB_TOKEN", host: server.host }]);
    await askAll(["m"], workspace);
    assert.deepEqual([...server.keys], ["GITHUB_TOKEN"]);
    await revokeKey("GITHUB_TOKEN", server.host, workspace);
    await assert.rejects(openModel("m", workspace), { code: "key-untrusted" });
    await assert.rejects(revokeKey("GITHUB_TOKEN", server.host, workspace), { code: "invalid-input" });
    for (const [variable, host] of [
      ["sk-123", "a.example"],
      ["A", ""],
      ["A", "a b"],
    ] as const)
      await assert.rejects(allowKey(variable, host, workspace), { code: "invalid-input" });
  });

  it("is asked about once on a terminal, and the answer is remembered", async (test) => {
    const project = { "models.json": { models: { m: { endpoint: endpointOf("GITHUB_TOKEN") } } } };
    const asked: unknown[] = [];
    let answer = false;
    const confirmKey = async (key: unknown) => {
      asked.push(key);
      return answer;
    };
    const workspace = await open(test, { project, bare: { confirmKey } });
    await assert.rejects(openModel("m", workspace), { code: "key-untrusted" });
    answer = true;
    await askAll(["m"], workspace);
    await askAll(["m"], { ...workspace, confirmKey: undefined });
    assert.deepEqual(asked, [
      { variable: "GITHUB_TOKEN", host: server.host },
      { variable: "GITHUB_TOKEN", host: server.host },
    ]);
    assert.deepEqual([...server.keys], ["GITHUB_TOKEN"]);
  });

  it("does not become the user's by being added from an exported entry", async (test) => {
    const entry = { type: "assay-model", schema: 1, alias: "m", model: { endpoint: endpointOf("GITHUB_TOKEN") } };
    const workspace = await open(test, { project: { "entry.json": entry } });
    await assert.rejects(addModel("entry.json", workspace), { code: "key-untrusted" });
  });
});

describe("what the user says", () => {
  const address = () => `${server.origin}/v1#x`;
  const places: Readonly<Record<string, () => readonly [Given, name: string, keys: readonly string[]]>> = {
    "an entry of the user's models.json": () => [
      { user: { "models.json": { models: { m: { endpoint: endpointOf("GITHUB_TOKEN") } } } } },
      "m",
      ["GITHUB_TOKEN"],
    ],
    "the same without a variable": () => [
      { user: { "models.json": { models: { m: { endpoint: endpointOf() } } } } },
      "m",
      ["OPENAI_API_KEY"],
    ],
    FOUNDRY_LOCAL_ENDPOINT: () => [{ env: { FOUNDRY_LOCAL_ENDPOINT: server.origin } }, "x", ["ASSAY_API_KEY"]],
    "foundryEndpoint of the user's assay.json": () => [
      { user: { "assay.json": { foundryEndpoint: server.origin } } },
      "x",
      ["ASSAY_API_KEY"],
    ],
    "an address that was typed": () => [{ bare: { typedAddresses: [address()] } }, address(), ["ASSAY_API_KEY"]],
    BENCH_MODELS: () => [{ env: { BENCH_MODELS: address() } }, address(), ["ASSAY_API_KEY"]],
    "a flag": () => [{ given: { models: [address()] } }, address(), ["ASSAY_API_KEY"]],
  };
  for (const [place, given] of Object.entries(places))
    it(`sends the key by ${place} without a question`, async (test) => {
      const [options, name, keys] = given();
      await askAll([name], await open(test, options));
      assert.deepEqual([...server.keys], keys);
    });
});

interface Given {
  readonly project?: Files;
  readonly user?: Files;
  readonly env?: Readonly<Record<string, string>>;
  readonly bare?: Partial<BareWorkspace>;
  readonly given?: GivenSettings;
}

async function open(test: TestContext, { project = {}, user = {}, env = {}, bare, given }: Given): Promise<Workspace> {
  server.keys.clear();
  const home = makeFolder(test, { "config/none": "" });
  const directory = makeFolder(test);
  const write = (folder: string, files: Files) => {
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  };
  write(directory, project);
  write(join(home, "config"), user);
  const secrets = Object.fromEntries(VARIABLES.map((name) => [name, `secret-of-${name}`]));
  const variables = { ...secrets, ASSAY_HOME: home, HF_HOME: home, ...env };
  const locations = readLocations(variables);
  return readWorkspace(
    createBareWorkspace({ env: variables, directory, locations, clock: createFakeClock(), ...bare }),
    given,
  );
}

function namesOf({ settings: { models, slm, llm } }: Workspace): string[] {
  return [models === "all" ? [] : models, slm ?? [], llm ?? []].flat();
}

/** Asks for lists and chats, as every command does that reaches a model; what is refused is refused. */
async function askAll(names: readonly string[], workspace: Workspace): Promise<void> {
  await listCatalog(workspace);
  await planTargets(names, workspace);
  for (const name of names) {
    const opened = await openModel(name, workspace).catch(() => undefined);
    if (opened === undefined) continue;
    await using model = opened;
    for await (const _ of model.chat.chat({ messages: [{ role: "user", content: "hello" }] })) {
      // Only what the server hears counts here.
    }
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const SAMPLES: Partial<Record<SettingName, unknown>> = {
  llamaServer: "llama-server",
  serviceHost: "0.0.0.0",
  serviceKeyRequired: false,
  serviceKeyFile: "key",
  serviceKeyVariable: "KEY",
  allowedHosts: ["*"],
  allowedOrigins: ["*"],
  allowFilePages: true,
};

/** What a project may set: how to measure, what to recommend, and how its own models are served on this machine. */
const FREE: readonly SettingName[] = [
  ...([
    "models",
    "prompts",
    "prompt",
    "rounds",
    "warmUp",
    "order",
    "seed",
    "temperature",
    "maxTokens",
    "stream",
  ] as const),
  ...([
    "prefixCache",
    "logprobs",
    "devices",
    "threads",
    "contextTokens",
    "timeLimitMs",
    "runs",
    "maxMemoryBytes",
    "maxP95Ms",
    "prices",
    "wattsPerCore",
  ] as const),
  ...([
    "memory",
    "maxTtftMs",
    "maxFootprintBytes",
    "minTokensPerSecond",
    "minQuality",
    "acceptable",
    "quality",
    "licence",
    "profile",
    "profiles",
    "slm",
    "llm",
  ] as const),
  ...([
    "comparePrompt",
    "foundryEndpoint",
    "showUsage",
    "modelCache",
    "servicePort",
    "retainModels",
    "maxLoadedModels",
  ] as const),
  ...(["modelMemoryBytes", "modelTtlMs", "keepWarmMs", "cacheType", "parallel", "queueLength", "autoFit"] as const),
];
