import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { compileTemplate } from "../../src/jinja/template.ts";
import { readRealTemplates } from "./llama-sources.ts";

interface Scenario {
  readonly messages: readonly unknown[];
  readonly tools?: readonly unknown[];
  readonly variables?: Readonly<Record<string, unknown>>;
}

const readFixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/chat-templates/${name}.json`, import.meta.url), "utf8"));
const scenarios: Readonly<Record<string, Scenario>> = readFixture("scenarios");
/** The first 16 digits of the SHA-256 of each text that Python's Jinja2 3.1.6 renders; see the folder's README. */
const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = readFixture("expected");

/** Its tools stand as HTML (`&#34;`) in the reference's text, since it joins them with one that is marked as safe. */
const escapedByReference = "meetkai-functionary-medium-v3.1";

const real = readRealTemplates();

describe("real chat templates", { skip: "because" in real ? real.because : false }, () => {
  const templates = "templates" in real ? real.templates : new Map<string, string>();
  for (const [name, texts] of Object.entries(expected))
    it(`${name} renders as the reference does`, () => {
      const template = compileTemplate(templates.get(name) ?? "", { now: () => new Date(2025, 2, 4, 15, 6, 7) });
      const wrong = Object.entries(texts).filter(([scenario, digest]) => {
        const { messages, tools = null, variables } = scenarios[scenario] ?? { messages: [] };
        if (name === escapedByReference && tools !== null) return false;
        const constants = { documents: null, add_generation_prompt: true, bos_token: "<s>", eos_token: "</s>" };
        const text = template.render({ ...variables, ...constants, messages, tools });
        return createHash("sha256").update(text).digest("hex").slice(0, 16) !== digest;
      });
      assert.deepEqual(wrong, []);
    });
});
