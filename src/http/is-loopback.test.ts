import assert from "node:assert/strict";
import { it } from "node:test";
import { isLoopbackName, leadsToThisMachine } from "./is-loopback.ts";

it("`isLoopbackName()` and `leadsToThisMachine()` know the names of this machine, and no others that look like them", () => {
  for (const name of ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.9.8.7", "[::1]"])
    assert.ok(isLoopbackName(name) && leadsToThisMachine(name), name);
  for (const name of ["127.0.0.1.example", "mylocalhost", "localhost.example", "128.0.0.1", "10.0.0.1", "[::2]", ""])
    assert.ok(!isLoopbackName(name) && !leadsToThisMachine(name), name);
});

it("`leadsToThisMachine()` does not trust a resolver with what lies below localhost, as browsers need not", () => {
  for (const name of ["a.localhost", "localhost.localhost", "evil.LOCALHOST."]) {
    assert.ok(isLoopbackName(name), name);
    assert.ok(!leadsToThisMachine(name), name);
  }
});

it("`leadsToThisMachine()` takes 0.0.0.0, which is no name of this machine", () => {
  assert.ok(leadsToThisMachine("0.0.0.0"));
  assert.ok(!isLoopbackName("0.0.0.0"));
});
