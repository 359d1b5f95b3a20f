import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { AssayError } from "../../core/errors.ts";
import { readModelsFile } from "./read-models-file.ts";

describe("readModelsFile()", () => {
  it("takes the workshop's plain form as it stands", async (test) => {
    const file = await read(test, { "phi-4-mini": { capabilities: [], size_mb: 3700 }, "qwen2.5-0.5b": {} });
    assert.deepEqual(
      [...(file?.models.entries() ?? [])],
      [
        ["phi-4-mini", { capabilities: [], size_mb: 3700 }],
        ["qwen2.5-0.5b", {}],
      ],
    );
    assert.equal(file?.prompts, undefined);
  });

  it("takes prompts beside the models, in both forms", async (test) => {
    for (const content of [
      { models: { phi: {} }, prompts: ["One?", "Two?"] },
      { phi: {}, prompts: ["One?", "Two?"] },
      { models: ["phi"], prompts: ["One?", "Two?"] },
      { $schema: "x", schema: 1, phi: {}, prompts: ["One?", "Two?"] },
    ]) {
      const file = await read(test, content);
      assert.deepEqual([...(file?.models.keys() ?? [])], ["phi"]);
      assert.deepEqual(file?.prompts, {
        name: "models.json",
        prompts: [
          { id: "p1", prompt: "One?" },
          { id: "p2", prompt: "Two?" },
        ],
      });
    }
  });

  it("answers nothing when there is no file", async (test) => {
    assert.equal(await readModelsFile(join(makeFolder(test), "models.json")), undefined);
  });

  it("tolerates a byte order mark and Windows line ends", async (test) => {
    const file = await readText(test, '\uFEFF{\r\n  "phi": {}\r\n}\r\n');
    assert.deepEqual([...(file?.models.keys() ?? [])], ["phi"]);
  });

  it("names line, column, key path, rule and value of a wrong value", async (test) => {
    await refuses(
      test,
      '{\n  "models": {\n    "phi-4": { "size_mb": -3 }\n  }\n}',
      /models\.json:3:27: models\.phi-4\.size_mb must be more than 0, not -3\.$/,
    );
  });

  it("names the nearest known key of an unknown one", async (test) => {
    await refuses(
      test,
      '{"phi": {"capabilties": []}}',
      /:1:10: phi\.capabilties is no known key: did you mean "capabilities"\?/,
    );
    await refuses(test, '{"phi": {"license": "MIT"}}', /did you mean "licence"\?/);
    await refuses(test, '{"models": {}, "promts": []}', /:1:16: promts is no known key: did you mean "prompts"\?/);
    await refuses(
      test,
      '{"phi": {"colour": "MIT"}}',
      /phi\.colour is no known key: it must be one of description, file, /,
    );
  });

  it("reports several problems together, in the order of the file, the first five in full", async (test) => {
    const content = { models: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`m${n}`, { context: 0 }])) };
    await assert.rejects(read(test, content), (error: AssayError) => {
      assert.match(error.message, /7 places in .* are wrong:/);
      assert.deepEqual(
        [...error.message.matchAll(/models\.(m\d)\.context must be at least 1, not 0/g)].map(([, name]) => name),
        ["m1", "m2", "m3", "m4", "m5"],
      );
      assert.match(error.message, /and 2 more$/);
      return true;
    });
  });

  const wrong: readonly (readonly [name: string, text: string, message: RegExp])[] = [
    ["an empty file", "", /the file is empty/],
    ["a list at the top", "[]", /must be an object, not a list/],
    ["a text at the top", '"x"', /must be an object, not "x"/],
    ["a trailing comma", '{"phi": {},}', /:1:12: a key in double quotes must stand here, not "}"/],
    ["a comment", '{ // mine\n"phi": {}}', /:1:3: JSON without comments must stand here/],
    ["a file that ends early", '{"phi": {\n', /:2:1: a closing "}" must stand here, where the file ends/],
    ["a string that does not end", '{"phi', /a closing quote must stand here/],
    ["single quotes", "{'phi': {}}", /:1:2: /],
    ["a key twice", '{"phi": {},\n "phi": {}}', /:2:2: phi is there twice/],
    [
      "the same variant twice",
      '{"phi": {"variants": {"a": {"file": "x"}, "a": {"file": "y"}}}}',
      /phi\.variants\.a is there twice/,
    ],
    [
      "variants that differ in case only",
      '{"phi": {"variants": {"a": {"file": "x"}, "A": {"file": "y"}}}}',
      /phi\.variants\.A must be a variant name of its own/,
    ],
    ["a key that objects lose", '{"__proto__": {}}', /__proto__ is not possible as a key/],
    [
      "an alias listed twice",
      '{"models": ["phi", "phi"]}',
      /models\[1\] must be an alias that is not in the list already, not "phi"/,
    ],
    ["an alias with a colon", '{"phi:2": {}}', /phi:2 must be an alias: letters/],
    ["an empty alias", '{"": {}}', /"" must be an alias: letters/],
    ["a model that is no object", '{"phi": 3}', /phi must be an object, not 3/],
    ["a hub without a file", '{"a": {"hub": {"repo": "o/r"}}}', /a\.hub\.file must be the path of the model's file/],
    [
      "a hub with both file and files",
      '{"a": {"hub": {"repo": "o/r", "file": "x.gguf", "files": ["x.gguf"]}}}',
      /a\.hub\.files must be absent, as there is a file already/,
    ],
    [
      "a hub's repository that leads elsewhere",
      '{"a": {"hub": {"repo": "../r", "file": "x.gguf"}}}',
      /a\.hub\.repo must be a repository such as/,
    ],
    [
      "a hub's file that leads out of its repository",
      '{"a": {"hub": {"repo": "o/r", "file": "../../x.gguf"}}}',
      /a\.hub\.file must be the path of a file in the repository/,
    ],
    [
      "a hub's revision that is none",
      '{"a": {"hub": {"repo": "o/r", "revision": "a/../b", "file": "x.gguf"}}}',
      /a\.hub\.revision must be a branch, tag or commit/,
    ],
    [
      "a hub's file of no known format",
      '{"a": {"hub": {"repo": "o/r", "file": "x.safetensors"}}}',
      /a\.hub\.format must be "gguf" or "onnx", as the file's name does not say it/,
    ],
    [
      "a hub beside an endpoint",
      '{"a": {"hub": {"repo": "o/r", "file": "x.gguf"}, "endpoint": {"baseUrl": "http://h"}}}',
      /a\.endpoint must be absent, as there is a hub already/,
    ],
    [
      "a third source",
      '{"a": {"file": "x", "hub": {"repo": "o/r", "file": "x.gguf"}, "foundry": {"model": "m"}}}',
      /a\.foundry must be absent, as there is a file already/,
    ],
    ["a Foundry model without a name", '{"a": {"foundry": {}}}', /a\.foundry\.model must be a text; it is missing/],
    [
      "two sources",
      '{"phi": {"file": "x", "endpoint": {"baseUrl": "http://h"}}}',
      /phi\.endpoint must be absent, as there is a file already/,
    ],
    [
      "source and variants",
      '{"phi": {"file": "x", "variants": {"a": {"file": "y"}}}}',
      /phi\.variants must be absent beside a source/,
    ],
    ["a variant without source", '{"phi": {"variants": {"a": {}}}}', /phi\.variants\.a must be given a source/],
    [
      "a variant called by digits",
      '{"phi": {"variants": {"3": {"file": "x"}}}}',
      /phi\.variants\.3 must be a variant name: .* not digits alone/,
    ],
    ["no variants", '{"phi": {"variants": {}}}', /phi\.variants must be not empty/],
    [
      "a default that is no variant",
      '{"phi": {"variants": {"a": {"file": "x"}}, "defaultVariant": "b"}}',
      /defaultVariant must be one of its variants \(a\), not "b"/,
    ],
    [
      "an engine that is not the source's",
      '{"phi": {"file": "x", "engine": "openai"}}',
      /phi\.engine must be "gguf" or "llama-server" or "onnx", the engine of a file/,
    ],
    [
      "an engine that does not exist",
      '{"phi": {"file": "x", "engine": "onyx"}}',
      /phi\.engine must be one of "gguf", "llama-server", "onnx", "openai", "foundry", "pipeline", "custom", "fake"/,
    ],
    ["two sizes", '{"phi": {"sizeBytes": 5, "size_mb": 7}}', /phi\.size_mb must be absent, as sizeBytes/],
    ["half a byte", '{"phi": {"sizeBytes": 0.5}}', /phi\.sizeBytes must be a whole number, not 0\.5/],
    ["a number beyond all", '{"phi": {"sizeBytes": 1e999}}', /phi\.sizeBytes must be/],
    ["an empty file name", '{"phi": {"file": " "}}', /phi\.file must be a text that is not empty/],
    [
      "an address of another kind",
      '{"phi": {"endpoint": {"baseUrl": "ftp://h"}}}',
      /baseUrl must be an http or https address .*, not "ftp:\/\/h"/,
    ],
    [
      "an incomplete price",
      '{"phi": {"price": {"currency": "EUR", "inputPerMillion": 1}}}',
      /phi\.price\.outputPerMillion must be a number; it is missing/,
    ],
    [
      "a currency of another form",
      '{"phi": {"price": {"currency": "€", "inputPerMillion": 1, "outputPerMillion": 1}}}',
      /currency must be a currency code of three capitals/,
    ],
    ["a later format", '{"schema": 2, "models": {}}', /schema must be 1, not 2/],
    ["empty prompts", '{"models": {}, "prompts": []}', /prompts must not be empty/],
    ["nesting without end", `{"phi": ${"[".repeat(200_000)}`, /:1:108: the file must be at most 100 levels deep/],
  ];
  for (const [name, text, message] of wrong) it(`refuses ${name}`, (test) => refuses(test, text, message));

  it("never repeats what may be a secret", async (test) => {
    for (const text of [
      '{"phi": {"endpoint": {"baseUrl": "http://h", "apiKeyVariable": "sk-secret-1"}}}',
      '{"phi": {"endpoint": {"baseUrl": "http://h", "apiKey": "sk-secret-1"}}}',
      '{"phi": {"endpoint": {"baseUrl": "http://me:sk-secret-1@h"}}}',
      '{"phi": {"file": "x", "endpoint": {"baseUrl": "http://h", "apiKeyVariable": "sk-secret-1"}}}',
    ])
      await assert.rejects(readText(test, text), (error: AssayError) => {
        assert.equal(error.code, "invalid-file");
        assert.doesNotMatch(error.message + error.hint, /sk-secret/);
        return true;
      });
  });

  it("refuses a file above 10 MB, one that is not UTF-8, and a folder", async (test) => {
    await refuses(test, new Uint8Array(10_000_001).fill(32), /the file has 10000001 bytes, more than 10 MB/);
    await refuses(test, Uint8Array.of(0x7b, 0xff, 0x7d), /the file must be UTF-8; byte 1 is not/);
    await refuses(test, Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d), /the file must be UTF-8/);
    await assert.rejects(readModelsFile(makeFolder(test)), {
      code: "invalid-file",
      message: /this is a folder, not a file/,
    });
  });
});

function readText(test: TestContext, text: string | Uint8Array) {
  return readModelsFile(join(makeFolder(test, { "models.json": text }), "models.json"));
}

function read(test: TestContext, content: unknown) {
  return readText(test, JSON.stringify(content));
}

async function refuses(test: TestContext, text: string | Uint8Array, message: RegExp) {
  await assert.rejects(readText(test, text), (error: unknown) => {
    assert.ok(error instanceof AssayError);
    assert.equal(error.code, "invalid-file");
    assert.match(error.message, message);
    return true;
  });
}
