import assert from "node:assert/strict";
import { it } from "node:test";
import { requireHost } from "./require-host.ts";

it("`requireHost()` takes loopback names, addresses and allowed names, with and without a port", () => {
  for (const host of ["localhost", "LOCALHOST:5273", "127.0.0.1:5273", "[::1]:5273", "192.168.1.5:5273", "a.localhost"])
    requireHost(host, []);
  requireHost("box.lan:5273", ["box.lan"]);
  requireHost("anything.example", ["*"]);
});

it("`requireHost()` refuses other names and what is no name", () => {
  for (const host of [
    undefined,
    "",
    "evil.example",
    "localhost.evil.example:5273",
    "127.0.0.1.evil.example",
    "box.lan.evil",
    "evil@localhost",
    "localhost/evil",
    "127.0.0.1:",
    "[::1",
    "localhost:5273:1",
  ])
    assert.throws(() => requireHost(host, ["box.lan"]), { status: 421, code: "misdirected_request" }, String(host));
});
