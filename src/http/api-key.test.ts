import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resolveApiKey } from "./api-key.ts";

const env = { OPENAI_API_KEY: "default", MINE: " mine\n", EMPTY: "" };

describe("resolveApiKey()", () => {
  it("takes the named variable, else OPENAI_API_KEY, else none", () => {
    const url = new URL("https://models.example/v1");
    assert.equal(resolveApiKey(url, "MINE", env), "mine");
    assert.equal(resolveApiKey(url, undefined, env), "default");
    assert.equal(resolveApiKey(url, undefined, {}), undefined);
    assert.throws(() => resolveApiKey(url, "EMPTY", env), /EMPTY/);
  });

  it("does not send the default key unencrypted to another machine", () => {
    assert.equal(resolveApiKey(new URL("http://models.example/v1"), undefined, env), undefined);
    assert.equal(resolveApiKey(new URL("http://models.example/v1"), "MINE", env), "mine");
    assert.equal(resolveApiKey(new URL("http://localhost:5273/v1"), undefined, env), "default");
  });
});
