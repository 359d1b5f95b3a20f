import assert from "node:assert/strict";
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { createFakeClock, systemClock } from "../lib/clock.ts";
import { drain } from "./drain.ts";

/** A server whose answers end when they are told to. */
async function startServer() {
  const asked = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => {
    response.write("half ");
    asked.resolve(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  // Kept alive, as browsers and SDKs do: the connection must not hold the server when its answer is whole.
  const agent = new Agent({ keepAlive: true });
  const request = get({ host: "127.0.0.1", port, agent });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve);
    request.once("error", reject);
  });
  return { server, port, asked: asked.promise, answer };
}

test("`drain()` waits for the answers that run and takes no more", async () => {
  const { server, port, asked, answer } = await startServer();
  const response = await asked;
  const drained = drain([server], systemClock, new AbortController().signal);
  await assert.rejects(fetch(`http://127.0.0.1:${port}`));
  response.end("whole");
  assert.equal(await text(await answer), "half whole");
  await drained;
});

test("`drain()` cuts what runs when told to, and when its time is over", async () => {
  for (const cut of [AbortSignal.abort(), new AbortController().signal]) {
    const { server, asked, answer } = await startServer();
    await asked;
    // The fake clock's sleep moves it, so that the time is over at once.
    const drained = drain([server], createFakeClock(), cut);
    await assert.rejects(answer.then(text));
    await drained;
  }
});
