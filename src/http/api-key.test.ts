import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resolveApiKey } from "./api-key.ts";

const env = { OPENAI_API_KEY: "default", MINE: " mine\n", EMPTY: "" };

describe("resolveApiKey()", () => {
  it("takes the named variable, else OPENAI_API_KEY, else none", async () => {
    const url = new URL("https://models.example/v1");
    assert.equal(await resolveApiKey(url, "MINE", { env }), "mine");
    assert.equal(await resolveApiKey(url, undefined, { env }), "default");
    assert.equal(await resolveApiKey(url, undefined, { env: {} }), undefined);
    await assert.rejects(resolveApiKey(url, "EMPTY", { env }), /EMPTY/);
  });

  it("sends no key unencrypted to another machine", async () => {
    for (const address of [
      "http://models.example/v1",
      "http://192.168.1.5:5273/v1",
      "http://host.docker.internal/v1",
    ]) {
      const mayUseKey = async () => true;
      assert.equal(await resolveApiKey(new URL(address), undefined, { env, mayUseKey }), undefined);
      await assert.rejects(resolveApiKey(new URL(address), "MINE", { env, mayUseKey }), { code: "invalid-input" });
    }
    for (const address of ["http://localhost:5273/v1", "http://127.0.0.1:1/v1", "http://[::1]:1/v1"])
      assert.equal(await resolveApiKey(new URL(address), "MINE", { env }), "mine");
  });

  it("sends a key only where it may go: one that is named is refused, the usual one left out", async () => {
    const uses: unknown[] = [];
    const mayUseKey = async (use: unknown) => {
      uses.push(use);
      return false;
    };
    const url = new URL("https://models.example:8443/v1");
    await assert.rejects(resolveApiKey(url, "MINE", { env, mayUseKey }), {
      code: "key-untrusted",
      hint: /assay trust key MINE models\.example:8443`\.$/,
    });
    assert.equal(await resolveApiKey(url, undefined, { env, mayUseKey }), undefined);
    assert.deepEqual(uses, [
      { variable: "MINE", host: "models.example:8443", isNamed: true },
      { variable: "OPENAI_API_KEY", host: "models.example:8443", isNamed: false },
    ]);
    assert.equal(await resolveApiKey(url, "UNSET", { env: { UNSET: "" }, mayUseKey }).catch(() => "unset"), "unset");
    assert.equal(uses.length, 2);
  });
});
