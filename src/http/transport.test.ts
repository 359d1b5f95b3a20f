import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { collectAnswer } from "../../test/contract/collect-answer.ts";
import { startOpenAiServer } from "../../test/fixtures/openai-server/start-openai-server.ts";
import type { ChatRequest } from "../core/chat-model.ts";
import { AssayError } from "../core/errors.ts";
import { createOpenAiEngine } from "../engines/openai/create-openai-engine.ts";
import { createFakeClock } from "../lib/clock.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";

const request: ChatRequest = { messages: [{ role: "user", content: "Hi" }] };
const TLS = new URL("../../test/fixtures/openai-server/tls/", import.meta.url);
const CERTIFICATE = fileURLToPath(new URL("test-certificate.pem", TLS));

async function ask(baseUrl: string, env: EnvironmentVariables): Promise<string> {
  const limits = { firstByteMs: Infinity, idleMs: Infinity, totalMs: Infinity };
  const engine = createOpenAiEngine({ env, clock: createFakeClock(), limits });
  await using model = await engine.load({ type: "endpoint", baseUrl, model: "m" });
  assert.ok(model.chat);
  return (await collectAnswer(model.chat, request)).text;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

describe("behind a proxy", () => {
  it("an endpoint elsewhere is asked through it, unless NO_PROXY names it, and this machine never", async () => {
    await using server = await startOpenAiServer();
    const asked: string[] = [];
    // Whatever host is wanted, the tunnel ends at the scripted server.
    const proxy = createServer().on("connect", (tunnel, socket) => {
      asked.push(String(tunnel.url));
      const upstream = connect(Number(new URL(server.baseUrl).port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on("error", () => {});
      socket.on("error", () => {});
    });
    await listen(proxy);
    try {
      const HTTP_PROXY = `http://127.0.0.1:${portOf(proxy)}`;
      assert.equal(await ask("http://models.invalid/v1", { HTTP_PROXY }), "Hello, world.");
      assert.deepEqual(asked, ["models.invalid:80"]);
      await assert.rejects(
        ask("http://models.invalid/v1", { HTTP_PROXY, NO_PROXY: "models.invalid" }),
        (error) => error instanceof AssayError && error.code === "endpoint-unreachable",
      );
      await ask(server.baseUrl, { HTTP_PROXY });
      assert.equal(asked.length, 1);
    } finally {
      proxy.close();
    }
  });

  it("that is no URL, the variable is named and its value is not", async () => {
    await assert.rejects(ask("http://models.invalid/v1", { HTTP_PROXY: "me:hunter2@" }), (error) => {
      assert.ok(error instanceof AssayError && error.code === "invalid-input", String(error));
      return !error.message.includes("hunter2");
    });
  });
});

describe("over TLS", () => {
  it("a certificate of one's own is trusted when SSL_CERT_FILE names it, and refused when not", async () => {
    const key = readFileSync(new URL("test-key.pem", TLS));
    const server = createSecureServer({ key, cert: readFileSync(CERTIFICATE) }, (_, response) => {
      response.setHeader("content-type", "text/event-stream");
      response.end('data: {"choices":[{"index":0,"delta":{"content":"safe"},"finish_reason":"stop"}]}\n\n');
    });
    await listen(server);
    try {
      const url = `https://127.0.0.1:${portOf(server)}/v1`;
      assert.equal(await ask(url, { SSL_CERT_FILE: CERTIFICATE }), "safe");
      await assert.rejects(ask(url, {}), (error) => {
        assert.ok(error instanceof AssayError);
        assert.equal(error.code, "endpoint-unreachable");
        return error.hint?.includes("SSL_CERT_FILE") === true;
      });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it("a certificate file that is not there is named", async () => {
    await assert.rejects(
      ask("https://127.0.0.1:1/v1", { SSL_CERT_FILE: "no-such-file.pem" }),
      (error) =>
        error instanceof AssayError && error.code === "invalid-file" && error.message.includes("no-such-file.pem"),
    );
  });
});
