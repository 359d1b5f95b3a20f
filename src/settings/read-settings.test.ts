import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { makeFolder } from "../../test/make-folder.ts";
import type { SettingName } from "./definitions.ts";
import { readSettings } from "./read-settings.ts";

describe("readSettings()", () => {
  it("has its own defaults when nobody says anything", async (test) => {
    const { settings, origins } = await read(test, {});
    assert.deepEqual(
      [settings.models, settings.prompts, settings.rounds, settings.temperature, settings.stream, settings.slm],
      ["all", undefined, 3, 0, true, undefined],
    );
    assert.deepEqual(origins.rounds, { from: "built-in", where: "default" });
  });

  it("takes flags before environment, .env, project, user and defaults, and says which", async (test) => {
    const layers = {
      flags: { rounds: "11" },
      env: { BENCH_ROUNDS: "12" },
      envFile: "BENCH_ROUNDS=13",
      project: { rounds: 14 },
      user: { rounds: 15 },
    };
    const expected = [
      [11, "flag", "--rounds"],
      [12, "environment", "BENCH_ROUNDS"],
      [13, ".env", /^BENCH_ROUNDS in .*\.env:1$/],
      [14, "project", /project.assay\.json$/],
      [15, "user", /user.assay\.json$/],
      [3, "built-in", "default"],
    ] as const;
    const names = Object.keys(layers);
    for (const [index, [value, from, where]] of expected.entries()) {
      const given = Object.fromEntries(Object.entries(layers).filter(([name]) => names.indexOf(name) >= index));
      const { settings, origins } = await read(test, given);
      assert.equal(settings.rounds, value);
      assert.equal(origins.rounds.from, from);
      if (typeof where === "string") assert.equal(origins.rounds.where, where);
      else assert.match(origins.rounds.where, where);
    }
  });

  it("takes a path from the folder of the file that says it, and a typed one from the current folder", async (test) => {
    const fromUser = await read(test, { user: { serviceKeyFile: "keys/team.txt", llamaServer: "./bin/llama-server" } });
    assert.match(fromUser.settings.serviceKeyFile ?? "", /user[\\/]keys[\\/]team\.txt$/);
    assert.match(fromUser.settings.llamaServer ?? "", /user[\\/]bin[\\/]llama-server$/);
    const typed = await read(test, {
      flags: { serviceKeyFile: "team.txt" },
      env: { ASSAY_LLAMA_SERVER: "llama-server" },
    });
    assert.match(typed.settings.serviceKeyFile ?? "", /project[\\/]team\.txt$/);
    assert.equal(typed.settings.llamaServer, "llama-server", "a name is looked for on PATH");
    const home = await read(test, { user: { serviceKeyFile: "~/key" }, envFile: "HF_HUB_CACHE=models" });
    assert.equal(home.settings.serviceKeyFile, join(homedir(), "key"));
    assert.match(home.settings.modelCache ?? "", /project[\\/]models$/);
  });

  it("honours the workshop's variables", async (test) => {
    const { settings } = await read(test, {
      env: {
        BENCH_MODELS: "phi-4-mini, qwen2.5-0.5b,,phi-4-mini",
        BENCH_ROUNDS: "5",
        BENCH_PROMPT: "Explain retrieval augmented generation briefly.",
        BENCH_STREAM: "1",
        BENCH_MAX_TOKENS: "120",
        BENCH_TEMPERATURE: "0.2",
        SLM_ALIAS: "phi-4-mini",
        LLM_ALIAS: "qwen2.5-7b",
        COMPARE_PROMPT: "List 5 benefits of local AI inference.",
        FOUNDRY_LOCAL_ENDPOINT: "http://win:5273/v1",
        SHOW_USAGE: "1",
      },
    });
    const {
      models,
      rounds,
      prompt,
      stream,
      maxTokens,
      temperature,
      slm,
      llm,
      comparePrompt,
      foundryEndpoint,
      showUsage,
    } = settings;
    assert.deepEqual(models, ["phi-4-mini", "qwen2.5-0.5b"]);
    assert.equal(prompt, "Explain retrieval augmented generation briefly.");
    assert.deepEqual([rounds, stream, maxTokens, temperature, showUsage], [5, true, 120, 0.2, true]);
    assert.deepEqual([slm, llm], ["phi-4-mini", "qwen2.5-7b"]);
    assert.equal(comparePrompt, "List 5 benefits of local AI inference.");
    assert.equal(foundryEndpoint, "http://win:5273/v1");
  });

  it("takes `auto`, `ALL` and nothing in BENCH_MODELS for all models, other empty variables for not set", async (test) => {
    for (const BENCH_MODELS of ["auto", "ALL", "", " "]) {
      const { settings } = await read(test, {
        env: { BENCH_MODELS, BENCH_ROUNDS: "" },
        project: { models: ["a"], rounds: 7 },
      });
      assert.equal(settings.models, "all");
      assert.equal(settings.rounds, 7);
    }
  });

  const wrong: readonly (readonly [variable: string, value: string, message: RegExp])[] = [
    ...["abc", "0", "-1", "NaN", "1.5", "1e9", "0x10", "Infinity"].map(
      (value) => ["BENCH_ROUNDS", value, /must be a whole number of at least 1 and at most 100000/] as const,
    ),
    ["BENCH_MAX_TOKENS", "0", /whole number of at least 1/],
    ["BENCH_TEMPERATURE", "-0.1", /must be a number from 0 to 2/],
    ["BENCH_TEMPERATURE", "warm", /must be a number from 0 to 2/],
    ["BENCH_STREAM", "2", /must be 1 or 0/],
    ["SHOW_USAGE", "maybe", /must be 1 or 0/],
    ["BENCH_MODELS", ",", /must be a list of models, or "all"/],
    ["FOUNDRY_LOCAL_ENDPOINT", "localhost:5273", /must be an http or https address/],
  ];
  for (const [variable, value, message] of wrong)
    it(`refuses ${variable}=${value} by its name`, async (test) => {
      await assert.rejects(read(test, { env: { [variable]: value } }), (error: Error & { code?: string }) => {
        assert.equal(error.code, "invalid-input");
        assert.ok(error.message.startsWith(`${variable} must be `), error.message);
        assert.match(error.message, message);
        assert.ok(error.message.endsWith(`, not ${JSON.stringify(value)}`), error.message);
        return true;
      });
    });

  it("refuses wrong flags by their names, typed or as values", async (test) => {
    for (const rounds of ["0", 0, -3, Number.NaN, 2.5])
      await assert.rejects(read(test, { flags: { rounds } }), {
        code: "invalid-input",
        message: /--rounds must be/,
      });
    await assert.rejects(read(test, { flags: { devices: "tpu" } }), {
      message: /--device must be cpu, gpu, browser, or several/,
    });
    await assert.rejects(read(test, { flags: { maxMemoryBytes: "much" } }), {
      message: /--max-memory must be a size above 0/,
    });
  });

  it("reads flags with units", async (test) => {
    const flags = {
      maxMemoryBytes: "2GB",
      maxP95Ms: "1.5s",
      minQuality: "0.8",
      licence: "commercial",
      devices: "cpu,gpu",
    };
    const { settings } = await read(test, { flags });
    assert.equal(settings.maxMemoryBytes, 2_000_000_000);
    assert.equal(settings.maxP95Ms, 1500);
    assert.deepEqual([settings.minQuality, settings.licence, settings.devices], [0.8, "commercial", ["cpu", "gpu"]]);
  });

  it("names the line of a wrong value in .env", async (test) => {
    await assert.rejects(read(test, { envFile: "# mine\n\nBENCH_ROUNDS=abc  # oops\n" }), {
      code: "invalid-input",
      message: /BENCH_ROUNDS in .*\.env:3 must be .*, not "abc"/,
    });
  });

  it("names the place and the nearest key of what is wrong in assay.json", async (test) => {
    await assert.rejects(read(test, { project: { round: 3, temperature: 3 } }), {
      code: "invalid-file",
      message:
        /assay\.json:1:2: round is no known key: did you mean "rounds"\?\n.*assay\.json:1:\d+: temperature must be at most 2, not 3/,
    });
    await assert.rejects(read(test, { user: { rounds: "3" } }), {
      code: "invalid-file",
      message: /rounds must be a number, not "3"/,
    });
    await assert.rejects(read(test, { project: { order: "random" } }), {
      message: /order must be one of "interleaved", "blocked"/,
    });
  });

  it("looks keys up by any name in the environment, then in .env", async (test) => {
    const envFile = "ASSAY_API_KEY=a\nMY_KEY=b";
    const { keys } = await read(test, { envFile, env: { PATH: "/bin", ASSAY_API_KEY: "mine" } });
    assert.deepEqual(keys, { ASSAY_API_KEY: "mine", MY_KEY: "b", PATH: "/bin" });
  });

  it("takes the name of a program from the user, and refuses one that a project's file names", async (test) => {
    const fromUser = await read(test, { user: { llamaServer: "~/llama.cpp/llama-server" } });
    assert.equal(fromUser.settings.llamaServer, join(homedir(), "llama.cpp/llama-server"));
    const fromEnvironment = await read(test, { env: { ASSAY_LLAMA_SERVER: "mine" }, user: { llamaServer: "other" } });
    assert.equal(fromEnvironment.settings.llamaServer, "mine");
    const refused = {
      code: "invalid-file",
      message: /only the user can set llamaServer/,
      hint: /your own assay\.json/,
    };
    await assert.rejects(read(test, { project: { llamaServer: "./evil" } }), refused);
    await assert.rejects(read(test, { envFile: "ASSAY_LLAMA_SERVER=./evil" }), {
      ...refused,
      message: /ASSAY_LLAMA_SERVER in .*\.env:1/,
    });
  });

  it("lets no file of a project open the service to others", async (test) => {
    for (const project of [
      { serviceHost: "0.0.0.0" },
      { serviceKeyRequired: false },
      { allowedOrigins: ["*"] },
      { allowedHosts: ["*"] },
      { allowFilePages: true },
    ])
      await assert.rejects(read(test, { project }), { code: "invalid-file", message: /only the user can set/ });
    const { settings } = await read(test, { user: { allowFilePages: true }, project: { servicePort: 8080 } });
    assert.deepEqual([settings.allowFilePages, settings.servicePort], [true, 8080]);
  });

  it("refuses an origin or a name of the service that could match nothing", async (test) => {
    for (const allowedOrigins of ["https://chat.example/app", "chat.example", "null", "file://*", "https://a*.example"])
      await assert.rejects(read(test, { flags: { allowedOrigins } }), {
        code: "invalid-input",
        message: /--allow-origin must be origins with commas between, without a path/,
      });
    for (const allowedHosts of ["http://box.lan", "box.lan:5273", "*.lan", "0.0.0.0", "::"])
      await assert.rejects(read(test, { flags: { allowedHosts } }), { message: /--allow-host must be names/ });
    const flags = { allowedOrigins: "https://*.example.com, app://*", allowedHosts: "box.lan, fe80::1, 10.0.0.5" };
    const { settings } = await read(test, { flags });
    assert.deepEqual(settings.allowedOrigins, ["https://*.example.com", "app://*"]);
    assert.deepEqual(settings.allowedHosts, ["box.lan", "fe80::1", "10.0.0.5"]);
    await assert.rejects(read(test, { user: { allowedOrigins: ["file://*"] } }), { code: "invalid-file" });
  });

  it("is not disturbed by a folder called .env", async (test) => {
    const projectDirectory = makeFolder(test);
    mkdirSync(join(projectDirectory, ".env"));
    const { settings } = await readSettings({ given: {}, env: {}, projectDirectory, userDirectory: projectDirectory });
    assert.equal(settings.rounds, 3);
  });
});

interface Given {
  readonly flags?: Partial<Record<SettingName, unknown>>;
  readonly env?: Record<string, string>;
  readonly envFile?: string;
  readonly project?: unknown;
  readonly user?: unknown;
}

async function read(test: TestContext, { flags: given = {}, env = {}, envFile = "", project = {}, user = {} }: Given) {
  const folder = makeFolder(test, {
    "project/.env": envFile,
    "project/assay.json": JSON.stringify(project),
    "user/assay.json": JSON.stringify(user),
  });
  const [projectDirectory, userDirectory] = [join(folder, "project"), join(folder, "user")];
  return readSettings({ given, env, projectDirectory, userDirectory });
}
