// Tries promptfoo: node promptfoo.mjs <base URL> <chat model> <embedding model>, in a folder where it is installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const [baseUrl, model, embedding] = process.argv.slice(2);
const manifest = findManifest("promptfoo");
const { version, bin } = JSON.parse(readFileSync(manifest, "utf8"));
const program = join(dirname(manifest), bin.promptfoo);
const schema = { type: "object", properties: { city: { type: "string", maxLength: 20 } }, required: ["city"] };

report({ version });
const chat = { max_tokens: 80, temperature: 0 };
tryOne("chat", { config: chat, assert: [{ type: "javascript", value: "output.length > 0" }] });
tryOne("a forced tool call", {
  config: {
    ...chat,
    tools: [{ type: "function", function: { name: "weather", parameters: schema } }],
    tool_choice: "required",
  },
  assert: [{ type: "is-valid-openai-tools-call" }],
});
tryOne("a JSON schema", {
  config: { ...chat, response_format: { type: "json_schema", json_schema: { name: "x", strict: true, schema } } },
  assert: [{ type: "javascript", value: "typeof output.city === 'string'" }],
});
tryOne("similarity by embeddings", {
  config: { ...chat, max_tokens: 8 },
  assert: [{ type: "similar", value: "Paris", threshold: -1, provider: provider("embedding", embedding, {}) }],
});
tryOne("a rubric judged by the model", {
  config: { ...chat, max_tokens: 8 },
  assert: [
    {
      type: "llm-rubric",
      value: "Names a city",
      provider: provider("chat", model, { ...chat, response_format: verdict() }),
    },
  ],
  judges: true,
});
tryOne("completions", {
  kind: "completion",
  config: { max_tokens: 8 },
  assert: [{ type: "javascript", value: "typeof output === 'string'" }],
});
tryOne("the error of an unknown model", { name: "no-such-model", config: chat, assert: [], fails: "model_not_found" });

function provider(kind, name, config) {
  return { id: `openai:${kind}:${name}`, config: { apiBaseUrl: baseUrl, apiKey: "not-needed", ...config } };
}

function verdict() {
  const properties = {
    pass: { type: "boolean" },
    score: { type: "integer", minimum: 0, maximum: 1 },
    reason: { type: "string", maxLength: 20 },
  };
  return {
    type: "json_schema",
    json_schema: { name: "verdict", schema: { type: "object", properties, required: Object.keys(properties) } },
  };
}

/** Runs one evaluation in a folder of its own, and looks at what it writes. */
function tryOne(step, { kind = "chat", name = model, config, assert, judges = false, fails }) {
  const folder = mkdtempSync(join(tmpdir(), "try-promptfoo-"));
  try {
    const providers = [provider(kind, name, config)];
    const tests = [{ vars: {}, assert }];
    writeFileSync(
      join(folder, "x.json"),
      JSON.stringify({ prompts: ["What is the capital of France?"], providers, tests }),
    );
    const off = { PROMPTFOO_CONFIG_DIR: folder, PROMPTFOO_DISABLE_TELEMETRY: "1", PROMPTFOO_DISABLE_UPDATE: "1" };
    const flags = ["eval", "-c", "x.json", "-o", "out.json", "--no-cache", "--no-table", "--no-progress-bar"];
    const run = spawnSync(process.execPath, [program, ...flags], {
      cwd: folder,
      env: { ...process.env, ...off },
      encoding: "utf8",
    });
    const [result] = JSON.parse(readFileSync(join(folder, "out.json"), "utf8")).results.results;
    if (fails !== undefined) holds(result.error?.includes(fails), result.error ?? run.stdout);
    // What the judge says is up to the model; that it was understood is not.
    else
      holds(
        result.success || (judges && result.gradingResult?.componentResults?.[0]?.reason?.length <= 20),
        result.error ?? run.stderr,
      );
    report({ step });
  } catch (error) {
    report({ step, error: String(error).slice(0, 500) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its package.json is no export. */
function findManifest(name) {
  const [folder] = createRequire(join(process.cwd(), "x.js"))
    .resolve.paths(name)
    .filter((path) => {
      try {
        return readFileSync(join(path, name, "package.json"));
      } catch {
        return false;
      }
    });
  return join(folder, name, "package.json");
}

function holds(condition, what) {
  if (!condition) throw new Error(what);
}

function report(line) {
  console.log(JSON.stringify(line));
}
