import assert from "node:assert/strict";
import { it } from "node:test";
import { requireHost } from "./require-host.ts";

it("`requireHost()` takes loopback names and allowed names, with and without a port", () => {
  for (const host of [
    "localhost",
    "LOCALHOST:5273",
    "localhost.",
    "127.0.0.1:5273",
    "127.8.9.1",
    "[::1]:5273",
    "[0:0:0:0:0:0:0:1]",
    "a.localhost",
  ])
    requireHost(host, []);
  requireHost("box.lan:5273", ["box.lan"]);
  requireHost("box.lan", ["Box.LAN"]);
  requireHost("[fe80::1]:1", ["fe80::1"]);
  requireHost("anything.example", ["*"]);
});

it("`requireHost()` takes the names by which containers call their host", () => {
  for (const host of [
    "host.docker.internal:5273",
    "gateway.docker.internal",
    "kubernetes.docker.internal",
    "host.containers.internal:5273",
    "host.lima.internal",
    "HOST.orb.internal",
  ])
    requireHost(host, []);
  for (const host of ["host.docker.internal.evil.example", "docker.internal", "evil.host.docker.internal", "internal"])
    assert.throws(() => requireHost(host, []), { status: 421 }, host);
});

it("`requireHost()` takes the address that a request came in at, and no other address", () => {
  requireHost("192.168.1.5:5273", [], "192.168.1.5");
  requireHost("192.168.1.5:5273", [], "::ffff:192.168.1.5");
  requireHost("[FE80::1]:5273", [], "fe80::1%eth0");
  requireHost("127.0.0.1", [], "172.17.0.2");
  for (const local of ["127.0.0.1", "::1", "192.168.1.6", undefined])
    assert.throws(() => requireHost("192.168.1.5:5273", [], local), { status: 421 }, String(local));
});

it("`requireHost()` never takes 0.0.0.0 or [::], however they are written", () => {
  for (const host of ["0.0.0.0:5273", "0", "0x0", "0.0", "000.0.0.0", "[::]:5273", "[0::0]", "[::0.0.0.0]"])
    for (const local of ["127.0.0.1", "0.0.0.0", "::"])
      assert.throws(() => requireHost(host, ["*", "0.0.0.0"], local), { status: 421 }, host);
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
