import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseHubReference } from "./parse-hub-reference.ts";

const ENV = { HF_ENDPOINT: "http://localhost:8000" };
const REPO = "some-one/a.model_1";

describe("parseHubReference()", () => {
  it("reads names of repositories, with a quantisation or a file", () => {
    for (const [name, file] of [
      [REPO, undefined],
      [`${REPO}:q4_0`, "q4_0"],
      [`${REPO}:sub/m.gguf`, "sub/m.gguf"],
      [`hf.co/${REPO}:Q8_0`, "Q8_0"],
      [`huggingface.co/${REPO}`, undefined],
    ] as const)
      assert.deepEqual(parseHubReference(name, {}), { repo: REPO, file }, name);
  });

  it("reads pages of the hub, and of the mirror that the environment names", () => {
    for (const [page, revision, file] of [
      [`https://hf.co/${REPO}`, undefined, undefined],
      [`https://huggingface.co/${REPO}/discussions/1`, undefined, undefined],
      [`https://huggingface.co/${REPO}/tree/refs%2Fpr%2F1/sub`, "refs/pr/1", undefined],
      [`https://huggingface.co/${REPO}/raw/main/sub/m.gguf`, "main", "sub/m.gguf"],
      [`http://localhost:8000/${REPO}/blob/v1/m.gguf`, "v1", "m.gguf"],
      [`http://localhost:8000/${REPO}/resolve/main/m.gguf?download=true`, "main", "m.gguf"],
    ] as const) {
      const found = parseHubReference(page, ENV);
      assert.deepEqual([found?.repo, found?.revision, found?.file], [REPO, revision, file], page);
    }
  });

  it("takes nothing else for a name of the hub", () => {
    for (const name of [
      "alias",
      "alias:q4_0",
      "./models/x",
      "~/x",
      "a/b/c",
      "models/m.gguf",
      "a\\b/c",
      "a--b/c",
      "C:\\models\\m",
      "https://example.com/a/b",
      "http://localhost:8000/v1/models",
      "https://huggingface.co/alone",
      "ftp://huggingface.co/a/b",
    ])
      assert.equal(parseHubReference(name, ENV), undefined, name);
  });

  it("refuses pages whose names no repository or revision can have", () => {
    for (const path of ["a--b/c", "a/b/resolve/..%2F..%2Fx/m.gguf", "a/con"])
      assert.throws(() => parseHubReference(`https://huggingface.co/${path}`, ENV), { code: "invalid-input" }, path);
  });
});
