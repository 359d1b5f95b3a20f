import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { AssayError } from "../core/errors.ts";
import { createRedactor } from "./redact.ts";
import { PassingError } from "./retry.ts";

describe("createRedactor()", () => {
  it("hides a secret as it stands, in URLs and in JSON", () => {
    const secret = 'a"b/c d';
    const { redact } = createRedactor([secret]);
    assert.equal(
      redact(`1 ${secret} 2 ${encodeURIComponent(secret)} 3 ${JSON.stringify(secret)}`),
      '1 *** 2 *** 3 "***"',
    );
  });

  it("hides the longer of two secrets whole, and leaves short texts alone", () => {
    assert.equal(createRedactor(["secret", "secret-long", "", "abc"]).redact("secret-long abc secret"), "*** abc ***");
  });

  it("leaves out a cause that holds a secret, and keeps one that does not", () => {
    const { redactError } = createRedactor(["topsecret"]);
    const leaky = new Error("outer", { cause: { header: "topsecret" } });
    const error = redactError(
      new AssayError({ code: "internal", message: "m topsecret", hint: "h topsecret", cause: leaky }),
    );
    assert.deepEqual([error.code, error.message, error.hint], ["internal", "m ***", "h ***"]);
    assert.ok(!inspect(error, { depth: 10 }).includes("topsecret"));
    const clean = new AssayError({ code: "internal", message: "m", cause: new Error("fine") });
    assert.equal(redactError(clean), clean);
  });

  it("finds a secret however deep it lies, and calls no getter", () => {
    const { redactError } = createRedactor(["topsecret"]);
    const calls: string[] = [];
    const options = { list: [new Map([["key", { token: "topsecret" }]])] };
    const trap = Object.defineProperty({}, "trap", { enumerable: true, get: () => calls.push("called") });
    const cause = Object.assign(new Error("outer"), { options, trap });
    assert.equal(redactError(new AssayError({ code: "internal", message: "m", cause })).cause, undefined);
    assert.deepEqual(calls, []);
  });

  it("leaves a failure that may pass one that may", () => {
    const { redactError } = createRedactor(["topsecret"]);
    const error = redactError(new PassingError({ code: "timeout", message: "topsecret", retryAfterMs: 5 }));
    assert.ok(error instanceof PassingError);
    assert.deepEqual([error.message, error.retryAfterMs], ["***", 5]);
  });
});
