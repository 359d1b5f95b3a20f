import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import fastify from "fastify";
import type { App } from "./app/app-context.ts";
import { listen } from "./listen.ts";

const HAS_IPV6 = await new Promise<boolean>((resolve) => {
  const probe = createServer().once("error", () => resolve(false));
  probe.listen(0, "::1", () => probe.close(() => resolve(true)));
});

function createApp(): App {
  const app = fastify();
  app.get("/", async () => "here");
  return app as unknown as App;
}

test("`listen()` takes both loopback addresses, on one port", async (context) => {
  const { endpoints, servers } = await listen(createApp(), undefined, 0);
  context.after(() => {
    for (const server of servers) server.close();
  });
  assert.match(endpoints[0] ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(endpoints.length, HAS_IPV6 ? 2 : 1);
  for (const endpoint of endpoints) assert.equal(await (await fetch(endpoint)).text(), "here");
  assert.equal(new Set(endpoints.map((endpoint) => new URL(endpoint).port)).size, 1);
});

test("`listen()` on an address takes that one only, and tells an address for all as one of this machine", async (context) => {
  for (const [host, expected] of [
    ["127.0.0.1", /^http:\/\/127\.0\.0\.1:/],
    ["0.0.0.0", /^http:\/\/127\.0\.0\.1:/],
  ] as const) {
    const { endpoints, servers } = await listen(createApp(), host, 0);
    context.after(() => servers[0]?.close());
    assert.equal(servers.length, 1);
    assert.match(endpoints[0] ?? "", expected);
    for (const endpoint of endpoints) assert.equal((await fetch(endpoint)).status, 200);
  }
});

test("`listen()` leaves nothing behind when the other loopback address is taken", {
  skip: !HAS_IPV6,
}, async (context) => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, "::1", done));
  context.after(() => other.close());
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const app = createApp();
  await assert.rejects(listen(app, undefined, port), { code: "EADDRINUSE" });
  assert.equal(app.server.listening, false);
});
