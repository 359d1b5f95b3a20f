import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request as sendRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, it, type TestContext } from "node:test";
import { HEADERS_TIMEOUT_MS, MOST_BODY_BYTES, REQUEST_TIMEOUT_MS } from "../../src/service/app/limits.ts";
import { createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService, type TestService, type TestServiceOptions } from "../fixtures/service/start-test-service.ts";

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Sends exactly these headers: fetch would not let us forge Host and Origin. */
async function ask(
  service: TestService,
  path: string,
  { method = "GET", headers = {}, body }: Ask = {},
): Promise<Answer> {
  const sent = sendRequest(`${service.url}${path}`, { method, headers });
  sent.end(body);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
}

function codeOf({ body }: Answer): unknown {
  return JSON.parse(body).error.code;
}

const JSON_TYPE = { "content-type": "application/json" };
const CHAT = JSON.stringify({ model: "echo", messages: [{ role: "user", content: "hello" }] });

function startEcho(test: TestContext, options: TestServiceOptions = {}): Promise<TestService> {
  return startTestService(test, { chats: { echo: createPlayedModel(textEvents("hi")) }, ...options });
}

describe("security of the service", () => {
  it("refuses a request under another name (DNS rebinding), on every route", async (test) => {
    const service = await startEcho(test, { security: { allowedHosts: ["box.lan"] } });
    for (const path of ["/v1/models", "/health", "/openai/status", "/nowhere"]) {
      const answer = await ask(service, path, { headers: { host: "evil.example:5273" } });
      assert.equal(answer.status, 421, path);
      assert.match(answer.body, /--allow-host/);
    }
    assert.equal((await ask(service, "/v1/models", { headers: { host: "box.lan:5273" } })).status, 200);
    assert.equal((await ask(service, "/v1/models", { headers: { host: "localhost" } })).status, 200);
  });

  it("refuses a cross-origin POST with a simple content type, which browsers send without asking first", async (test) => {
    const played = createPlayedModel(textEvents("hi"));
    const service = await startEcho(test, { chats: { echo: played } });
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site", "content-type": type };
      const answer = await ask(service, "/v1/chat/completions", { method: "POST", headers, body: CHAT });
      assert.equal(answer.status, 403, type);
      // The same from a page of localhost is no JSON all the same.
      const local = { origin: "http://localhost:3000", "content-type": type };
      assert.equal(
        (await ask(service, "/v1/chat/completions", { method: "POST", headers: local, body: CHAT })).status,
        415,
      );
    }
    assert.equal(played.requests.length, 0);
  });

  it("answers a page of localhost, preflight first, and shows it our warnings", async (test) => {
    const service = await startEcho(test);
    const origin = "http://localhost:3000";
    const preflight = await ask(service, "/v1/chat/completions", {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type, authorization",
        "access-control-request-private-network": "true",
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers["access-control-allow-origin"], origin);
    assert.equal(preflight.headers["access-control-allow-headers"], "content-type, authorization");
    assert.equal(preflight.headers["access-control-allow-private-network"], "true");
    assert.match(preflight.headers["access-control-allow-methods"] ?? "", /POST/);
    for (const stream of [false, true]) {
      const body = JSON.stringify({ ...JSON.parse(CHAT), stream });
      const answer = await ask(service, "/v1/chat/completions", {
        method: "POST",
        headers: { origin, ...JSON_TYPE },
        body,
      });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers["access-control-allow-origin"], origin);
      assert.match(answer.headers["access-control-expose-headers"] ?? "", /Assay-Warning/);
      assert.match(answer.headers.vary ?? "", /Origin/i);
    }
  });

  it("gives a foreign page neither an answer nor a preflight, unless its origin is allowed", async (test) => {
    const origin = "https://chat.example";
    const headers = { origin, "access-control-request-method": "POST" };
    const closed = await startEcho(test);
    const refused = await ask(closed, "/v1/chat/completions", { method: "OPTIONS", headers });
    assert.equal(refused.status, 403);
    assert.equal(refused.headers["access-control-allow-origin"], undefined);
    const open = await startEcho(test, { security: { allowedOrigins: [origin] } });
    const allowed = await ask(open, "/v1/chat/completions", { method: "OPTIONS", headers });
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers["access-control-allow-origin"], origin);
  });

  it("lets no image tag and no page reach a management route", async (test) => {
    const service = await startEcho(test);
    const image = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };
    for (const path of [
      "/openai/load/echo",
      "/openai/unload/echo?force=true",
      "/openai/unloadall",
      "/openai/status",
      "/foundry/list",
      "/models/load/echo",
      "/status",
      "/metrics",
      "/assay/v1/status",
    ]) {
      const byImage = await ask(service, path, { headers: image });
      assert.equal(byImage.status, 403, path);
      assert.match(byImage.body, /not from a web page/, path);
      const byLocalPage = await ask(service, path, { headers: { origin: "http://localhost:3000" } });
      assert.equal(byLocalPage.status, 403, path);
    }
    const shutdown = await ask(service, "/shutdown", { method: "POST", headers: { origin: "null" } });
    assert.equal(shutdown.status, 403);
    assert.deepEqual(service.host.pool.list(), []);
  });

  it("answers a page opened from disk only once that is allowed, and says how", async (test) => {
    const headers = { origin: "null", ...JSON_TYPE };
    const closed = await startEcho(test);
    const refused = await ask(closed, "/v1/chat/completions", { method: "POST", headers, body: CHAT });
    assert.deepEqual([refused.status, codeOf(refused)], [403, "file_page_refused"]);
    assert.match(refused.body, /assay service set --allow-file-pages/);
    const open = await startEcho(test, { security: { allowFilePages: true } });
    const answered = await ask(open, "/v1/chat/completions", { method: "POST", headers, body: CHAT });
    assert.equal(answered.status, 200);
    assert.equal(answered.headers["access-control-allow-origin"], "null");
    assert.equal((await ask(open, "/openai/load/echo", { headers: { origin: "null" } })).status, 403);
  });

  it("asks for the key where one is set, on every route but the health check", async (test) => {
    const service = await startEcho(test, { security: { key: "k-123" } });
    for (const path of ["/v1/models", "/openai/status", "/metrics", "/openapi.json"]) {
      const without = await ask(service, path);
      assert.equal(without.status, 401, path);
      assert.match(without.body, /must carry the key/, path);
      assert.equal((await ask(service, path, { headers: { authorization: "Bearer k-124" } })).status, 401, path);
    }
    assert.equal((await ask(service, "/v1/models", { headers: { authorization: "Bearer k-123" } })).status, 200);
    assert.equal((await ask(service, "/health")).status, 200);
    assert.equal((await ask(service, "/openai/status", { headers: { "assay-session": "test" } })).status, 200);
  });

  it("takes a model's name for nothing but a name: no path, no address, no module", async (test) => {
    const service = await startEcho(test);
    for (const model of [
      "../../../../etc/passwd",
      "/etc/passwd",
      `${process.cwd()}/models/assay-notes-micro-q8_0.gguf`,
      "models/assay-notes-micro-q8_0.gguf",
      "./models",
      "C:\\models\\x.gguf",
      "http://169.254.169.254/v1#latest",
      "file:///etc/passwd",
      "./adapter.ts",
      "echo\r\nSet-Cookie: a=b",
      "echo\u0000",
      "",
      "a".repeat(100_000),
    ]) {
      const body = JSON.stringify({ model, messages: [{ role: "user", content: "hello" }] });
      const answer = await ask(service, "/v1/chat/completions", { method: "POST", headers: JSON_TYPE, body });
      assert.ok(answer.status === 404 || answer.status === 400, `${model.slice(0, 60)}: ${answer.status}`);
      assert.ok(answer.body.length < 2_000, "an error does not repeat what was sent without bound");
    }
    for (const path of [
      "/openai/load/..%2F..%2Fetc%2Fpasswd",
      "/models/load/%2Fetc%2Fpasswd",
      "/v1/models/..%2F..%2Fx",
    ])
      assert.equal((await ask(service, path)).status, 404, path);
  });

  it("lets no text of a request into a header of the answer", async (test) => {
    const service = await startEcho(test);
    const body = JSON.stringify({ ...JSON.parse(CHAT), "x\r\nSet-Cookie: a=b": 1, "☃": 2 });
    const answer = await ask(service, "/v1/chat/completions", { method: "POST", headers: JSON_TYPE, body });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["set-cookie"], undefined);
  });

  it("refuses a body of 50 MB, one that nests a million levels and one that is no JSON", async (test) => {
    const service = await startEcho(test);
    const post = (body: string) => ask(service, "/v1/chat/completions", { method: "POST", headers: JSON_TYPE, body });
    const tooLong = sendRequest(`${service.url}/v1/chat/completions`, {
      method: "POST",
      headers: { ...JSON_TYPE, "content-length": String(50 * 2 ** 20) },
    });
    tooLong.on("error", () => {});
    tooLong.write("{");
    const [answer] = (await once(tooLong, "response")) as [IncomingMessage];
    tooLong.destroy();
    assert.equal(answer.statusCode, 413);
    assert.equal(MOST_BODY_BYTES, 16 * 2 ** 20);
    assert.equal((await post(`{"model":"echo","messages":${"[".repeat(1e6)}${"]".repeat(1e6)}}`)).status, 400);
    assert.equal((await post("{")).status, 400);
    assert.equal((await post(CHAT)).status, 200);
  });

  it("refuses a prompt of a million characters at once, and goes on answering", async (test) => {
    const service = await startEcho(test);
    const ofNotes = (content: string) =>
      ask(service, "/v1/chat/completions", {
        method: "POST",
        headers: JSON_TYPE,
        body: JSON.stringify({ model: "notes-micro", messages: [{ role: "user", content }], max_tokens: 2 }),
      });
    const answer = await ofNotes("a b ".repeat(250_000));
    assert.deepEqual([answer.status, codeOf(answer)], [400, "context_length_exceeded"]);
    assert.equal((await ofNotes("Hello")).status, 200);
  });

  it("answers while 200 connections are half open, and gives slow senders an end", async (test) => {
    const service = await startEcho(test);
    const { port } = new URL(service.url);
    const sockets: Socket[] = [];
    test.after(() => {
      for (const socket of sockets) socket.destroy();
    });
    for (let index = 0; index < 200; index++) {
      const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
      sockets.push(socket);
      await once(socket, "connect");
      socket.write("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-A: ");
    }
    assert.equal(
      (await ask(service, "/v1/chat/completions", { method: "POST", headers: JSON_TYPE, body: CHAT })).status,
      200,
    );
    assert.equal(service.app.server.headersTimeout, HEADERS_TIMEOUT_MS);
    assert.equal(service.app.server.requestTimeout, REQUEST_TIMEOUT_MS);
  });

  it("says which methods a route takes", async (test) => {
    const service = await startEcho(test);
    for (const [method, path] of [
      ["GET", "/v1/chat/completions"],
      ["PUT", "/v1/chat/completions"],
      ["DELETE", "/v1/models"],
      ["POST", "/openai/load/echo"],
    ] as const) {
      const answer = await ask(service, path, { method });
      assert.equal(answer.status, 405, `${method} ${path}`);
      assert.match(answer.headers.allow ?? "", /GET|POST/);
    }
  });
});
