import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import { createNodeOpenAiEngine } from "../../../test/create-node-openai-engine.ts";
import { startOpenAiServer } from "../../../test/fixtures/openai-server/start-openai-server.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { AssayError } from "../../core/errors.ts";
import { downloadFromUrl } from "../../hub/download/download-from-url.ts";
import { createDownloadContext } from "../../hub/download-context.ts";
import { createHubClient } from "../../hub/hub-client.ts";
import { createFakeClock } from "../../lib/clock.ts";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";

const TLS = new URL("../../../test/fixtures/openai-server/tls/", import.meta.url);
const CERTIFICATE = fileURLToPath(new URL("test-certificate.pem", TLS));

/** One way of asking a server: settles when it was asked, and rejects when it could not be. */
type Ask = (origin: string, env: EnvironmentVariables, context: TestContext) => Promise<unknown>;

/** Everything that goes over HTTP, so that one variable cannot mean two things. */
const WAYS: Readonly<Record<string, Ask>> = {
  async "a chat"(origin, env) {
    const limits = { firstByteMs: Infinity, idleMs: Infinity, totalMs: Infinity };
    const engine = createNodeOpenAiEngine({ env, clock: createFakeClock(), limits });
    await using model = await engine.load({ type: "endpoint", baseUrl: `${origin}/v1`, model: "m" });
    assert.ok(model.chat);
    await collectAnswer(model.chat, { messages: [{ role: "user", content: "Hi" }] });
  },
  async "a question to the hub"(origin, env, context) {
    const own = { ...env, HF_HOME: makeFolder(context), HF_ENDPOINT: origin };
    await using client = createHubClient({ env: own, clock: createFakeClock() });
    await client.readRepo("owner/name").catch(passAnswers);
  },
  async "a download from an address"(origin, env, context) {
    const folder = makeFolder(context);
    const own = { ...env, HF_HOME: folder };
    const download = await createDownloadContext({ clock: createFakeClock() });
    const places = { cacheDirectory: join(folder, "cache"), stateDirectory: join(folder, "state") };
    await downloadFromUrl(`${origin}/m.gguf`, { env: own, context: download, ...places }).catch(passAnswers);
  },
};

/** The servers here know neither repositories nor files: their saying so is an answer. */
function passAnswers(error: unknown): void {
  if (!(error instanceof AssayError && error.code === "unknown-model")) throw error;
}

/** Where the first proxy of the tests stands for its address, or the second one. */
const TABLE: readonly {
  readonly env: (first: string, second: string) => EnvironmentVariables;
  readonly origin?: string;
  readonly passes: "first" | "second" | "neither";
}[] = [
  { env: (first) => ({ HTTP_PROXY: first }), passes: "first" },
  { env: (first) => ({ http_proxy: first }), passes: "first" },
  { env: (first, second) => ({ HTTP_PROXY: second, http_proxy: first }), passes: "first" },
  { env: (first) => ({ HTTPS_PROXY: first }), passes: "neither" },
  { env: (first, second) => ({ HTTP_PROXY: first, HTTPS_PROXY: second }), passes: "first" },
  {
    env: (first, second) => ({ HTTP_PROXY: first, HTTPS_PROXY: second }),
    origin: "https://h.invalid",
    passes: "second",
  },
  { env: (first) => ({ HTTP_PROXY: first }), origin: "https://h.invalid", passes: "first" },
  { env: (first) => ({ HTTP_PROXY: first, NO_PROXY: "h.invalid" }), passes: "neither" },
  { env: (first) => ({ HTTP_PROXY: first, no_proxy: "other.invalid, .invalid" }), passes: "neither" },
  { env: (first) => ({ HTTP_PROXY: first, NO_PROXY: "h.invalid:81" }), passes: "first" },
  { env: (first) => ({ HTTP_PROXY: first, NO_PROXY: "other.invalid" }), passes: "first" },
  { env: (first) => ({ HTTP_PROXY: first, NO_PROXY: "*" }), passes: "neither" },
];

for (const [way, ask] of Object.entries(WAYS)) {
  describe(`for ${way}`, () => {
    for (const { env, origin = "http://h.invalid", passes } of TABLE)
      it(`${JSON.stringify(env("first", "second"))} leads to ${origin} by ${passes} proxy`, async (context) => {
        await using first = await startProxy();
        await using second = await startProxy();
        // The certificate behind the tunnel is not known, and the host is none: only the way there is of interest.
        await ask(origin, env(first.url, second.url), context).catch(() => {});
        const passed = { first: first.hosts.length > 0, second: second.hosts.length > 0, neither: false };
        assert.deepEqual(passed, {
          first: false,
          second: false,
          neither: false,
          ...(passes !== "neither" && { [passes]: true }),
        });
      });

    it("this machine itself is asked without a proxy, by whatever name", async (context) => {
      await using server = await startOpenAiServer();
      await using proxy = await startProxy();
      const { port } = new URL(server.baseUrl);
      for (const host of ["127.0.0.1", "localhost"]) {
        await ask(`http://${host}:${port}`, { HTTP_PROXY: proxy.url }, context);
        assert.deepEqual(proxy.hosts, []);
      }
    });

    it("a proxy that is no URL is refused, and its value is not told", async (context) => {
      await assert.rejects(ask("http://h.invalid", { HTTP_PROXY: "me:hunter2@" }, context), (error) => {
        assert.ok(error instanceof AssayError && error.code === "invalid-input", String(error));
        return !error.message.includes("hunter2");
      });
    });

    it("the first variable that names certificates makes them trusted besides the known ones", async (context) => {
      await using server = await startSecureServer();
      for (const variable of ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
        await ask(server.origin, { [variable]: CERTIFICATE }, context);
      await ask(server.origin, { SSL_CERT_FILE: CERTIFICATE, REQUESTS_CA_BUNDLE: "none.pem" }, context);
      await assert.rejects(ask(server.origin, {}, context), (error) => {
        assert.ok(error instanceof AssayError && error.code === "endpoint-unreachable", String(error));
        return error.hint?.includes("SSL_CERT_FILE") === true;
      });
      await assert.rejects(ask(server.origin, { CURL_CA_BUNDLE: "none.pem" }, context), {
        code: "invalid-file",
        message: /CURL_CA_BUNDLE .*none\.pem/,
      });
    });
  });
}

it("a proxy carries what is asked: the tunnel ends at the server", async (context) => {
  await using server = await startOpenAiServer();
  await using proxy = await startProxy(Number(new URL(server.baseUrl).port));
  await WAYS["a chat"]?.("http://models.invalid", { HTTP_PROXY: proxy.url }, context);
  assert.deepEqual(proxy.hosts, ["models.invalid:80"]);
  assert.equal(server.requests.length, 1);
});

interface Proxy extends AsyncDisposable {
  readonly url: string;
  /** Host and port of each tunnel that was asked for. */
  readonly hosts: readonly string[];
}

/** Starts a proxy whose tunnels end at a port of this machine, or nowhere. */
async function startProxy(toPort?: number): Promise<Proxy> {
  const hosts: string[] = [];
  const proxy = createServer((request, response) => {
    hosts.push(request.url ?? "");
    response.writeHead(502).end();
  });
  proxy.on("connect", ({ url = "" }, socket) => {
    hosts.push(url);
    socket.on("error", () => {});
    if (toPort === undefined) return void socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const upstream = connect(toPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => {});
  });
  return { url: `http://127.0.0.1:${await listen(proxy)}`, hosts, [Symbol.asyncDispose]: () => close(proxy) };
}

/** Answers chats, and everything else with 404. */
async function startSecureServer() {
  const key = readFileSync(new URL("test-key.pem", TLS));
  const server = createSecureServer({ key, cert: readFileSync(CERTIFICATE) }, ({ url = "" }, response) => {
    if (!url.endsWith("/chat/completions")) return void response.writeHead(404).end();
    response.setHeader("content-type", "text/event-stream");
    response.end('data: {"choices":[{"index":0,"delta":{"content":"safe"},"finish_reason":"stop"}]}\n\n');
  });
  return { origin: `https://127.0.0.1:${await listen(server)}`, [Symbol.asyncDispose]: () => close(server) };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function close(server: Server & { closeAllConnections(): void }): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
