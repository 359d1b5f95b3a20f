import assert from "node:assert/strict";
import { it } from "node:test";
import { requireKey } from "./require-key.ts";

it("`requireKey()` takes the key as a bearer token and nothing else", () => {
  requireKey("Bearer secret", "secret");
  requireKey("bearer secret", "secret");
  for (const sent of [undefined, "", "secret", "Bearer", "Bearer ", "Bearer Secret", "Bearer secret2", "Basic secret"])
    assert.throws(() => requireKey(sent, "secret"), { status: 401, code: "invalid_api_key" }, String(sent));
});

it("`requireKey()` never repeats what was sent", () => {
  assert.throws(
    () => requireKey("Bearer almost-the-secret", "secret"),
    (error) => error instanceof Error && !error.message.includes("almost"),
  );
});
