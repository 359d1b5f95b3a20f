import assert from "node:assert/strict";
import { it } from "node:test";
import { isLoopback } from "./is-loopback.ts";

it("`isLoopback()` knows the names of this machine, and no others that look like them", () => {
  for (const name of [
    "localhost",
    "LOCALHOST",
    "a.localhost",
    "localhost.",
    "127.0.0.1",
    "127.9.8.7",
    "[::1]",
    "0.0.0.0",
  ])
    assert.ok(isLoopback(name), name);
  for (const name of ["127.0.0.1.example", "mylocalhost", "localhost.example", "128.0.0.1", "10.0.0.1", "[::2]", ""])
    assert.ok(!isLoopback(name), name);
});
