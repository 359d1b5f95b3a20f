import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openTestHub, REPO } from "../../test/fixtures/hub/open-test-hub.ts";
import { startHub } from "../../test/fixtures/hub/start-hub.ts";
import { makeFolder } from "../../test/make-folder.ts";
import type { AssayError } from "../core/errors.ts";
import { createHubClient } from "./hub-client.ts";

test("`readRepo()` tells commit, files with their digests, licence and gate", async (context) => {
  const { client, content } = await openTestHub(context, { repo: { gated: "auto" }, pageSize: 1 });
  const { commit, files, licence, gated } = await client.readRepo(REPO);
  assert.match(commit, /^[0-9a-f]{40}$/);
  assert.deepEqual({ licence, gated }, { licence: "mit", gated: true });
  assert.deepEqual(
    files.map(({ path, sizeBytes }) => [path, sizeBytes]),
    [
      ["model-q8_0.gguf", content.length],
      ["README.md", 8],
    ],
  );
  assert.equal(files[0]?.blobId, files[0]?.sha256);
  assert.equal(files[1]?.blobId, "fec56017dc1b1ac87ad6e54e3cb3a20bb8dcc5ab", "as git hash-object says");
  assert.equal(files[1]?.sha256, undefined);
});

test("`search()` reads page after page, and filters by tags", async (context) => {
  await using hub = await startHub({ pageSize: 1 });
  await using client = createHubClient({ env: { HF_ENDPOINT: hub.url, HF_HOME: makeFolder(context) } });
  const found = await Array.fromAsync(client.search({ words: "notes", tags: ["gguf"] }));
  assert.deepEqual(
    found.map(({ id, licence, downloads }) => [id, licence, downloads]),
    [
      ["assay/notes-mini-GGUF", "apache-2.0", 120],
      ["assay/notes-micro-GGUF", "apache-2.0", 80],
    ],
  );
  assert.equal(hub.count(/^\/api\/models\?/), 2);
  assert.deepEqual(await Array.fromAsync(client.search({ words: "notes", tags: ["onnx"] })), []);
  assert.equal((await Array.fromAsync(client.search({ words: "notes", limit: 1 }))).length, 1);
});

test("what is not there is unknown, with the way to search", async (context) => {
  const { client } = await openTestHub(context);
  await assert.rejects(client.readRepo("assay/nothing"), {
    code: "unknown-model",
    message: /assay\/nothing/,
    hint: /assay model search/,
  });
  await assert.rejects(client.readRepo(REPO, "no-such-branch"), { code: "unknown-model", message: /no-such-branch/ });
});

test("a passing failure of the hub is tried again, a lasting one is told", async (context) => {
  const { client, hub } = await openTestHub(context);
  hub.faults.set("*", { type: "status", status: 502, times: 2 });
  assert.equal((await client.readRepo(REPO)).repo, REPO);
  hub.faults.set("*", { type: "status", status: 502 });
  await assert.rejects(client.readRepo(REPO), { code: "endpoint-status", message: /502/ });
});

test("names that would lead elsewhere never become an address", async (context) => {
  const { client, hub } = await openTestHub(context);
  for (const repo of [
    "../etc",
    "a/b/c",
    "a",
    "a/..",
    "a/.git",
    "con/x",
    "a/nul",
    "a b/c",
    "a/b?x",
    "a/b#c",
    "a--b/c",
    "-a/b",
  ])
    await assert.rejects(client.readRepo(repo), { code: "invalid-input" }, repo);
  for (const path of [
    "../x.gguf",
    "/etc/passwd",
    "a/../../x",
    "C:\\x",
    "a\\b",
    "a:b",
    "x\n",
    "a//b",
    "aux.gguf",
    "a/con",
    "x. ",
    "x\u202ey",
  ])
    assert.throws(
      () => client.openRange({ repo: REPO, revision: "main", path }, { start: 0 }),
      { code: "invalid-input" },
      path,
    );
  for (const revision of ["../main", "", "a\u0000"])
    await assert.rejects(client.readRepo(REPO, revision), { code: "invalid-input" }, JSON.stringify(revision));
  assert.equal(hub.requests.length, 0);
});

test("a repository whose file names or digests would lead elsewhere is refused", async (context) => {
  const { download, models } = await openTestHub(context, {
    repo: { files: { "../../evil.gguf": new Uint8Array(9) } },
  });
  await assert.rejects(download({}, { files: ["../../evil.gguf"] }), { code: "invalid-input" });
  assert.deepEqual(models(), []);
});

test("the token comes from the environment or its file, and is in no error", async (context) => {
  const home = makeFolder(context, { token: "hf_from_file\n", mine: "hf_mine" });
  for (const [env, expected] of [
    [{ HF_TOKEN: "hf_a", HUGGING_FACE_HUB_TOKEN: "hf_b" }, "hf_a"],
    [{ HUGGING_FACE_HUB_TOKEN: "other-form" }, "other-form"],
    [{}, "hf_from_file"],
    [{ HF_TOKEN_PATH: join(home, "mine") }, "hf_mine"],
    [{ HF_HUB_DISABLE_IMPLICIT_TOKEN: "1" }, undefined],
  ] as const) {
    await using hub = await startHub({ repos: [{ id: REPO, gated: "manual", files: {} }] });
    await using client = createHubClient({ env: { HF_ENDPOINT: hub.url, HF_HOME: home, ...env } });
    await client.readRepo(REPO);
    assert.equal(hub.requests[0]?.headers.authorization, expected && `Bearer ${expected}`);
    hub.faults.set("*", { type: "status", status: 401 });
    await assert.rejects(client.readRepo(REPO), (error: AssayError) => {
      assert.doesNotMatch(`${error.message} ${error.hint} ${error.stack}`, /hf_|other-form/);
      return true;
    });
  }
  const env = { HF_HOME: home, HF_TOKEN: "hf_a\nx-evil: 1" };
  assert.throws(
    () => createHubClient({ env }),
    (error: AssayError) => {
      return error.code === "invalid-input" && !`${error.message}${error.hint}`.includes("hf_a");
    },
  );
});

test("HF_HUB_OFFLINE asks nobody", async (context) => {
  const { client, hub } = await openTestHub(context, { env: { HF_HUB_OFFLINE: "1" } });
  await assert.rejects(client.readRepo(REPO), { code: "endpoint-unreachable", message: /HF_HUB_OFFLINE/ });
  assert.equal(hub.requests.length, 0);
});

test("a hub that cannot be reached is told with what to look at, and no hub at all is recognised", async (context) => {
  const home = makeFolder(context);
  const waits: number[] = [];
  const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
  await using none = createHubClient({ env: { HF_HOME: home, HF_ENDPOINT: "http://127.0.0.1:47" }, clock });
  await assert.rejects(none.readRepo(REPO), { code: "endpoint-unreachable", hint: /HTTPS_PROXY.*HF_ENDPOINT/ });
  const search = Array.fromAsync(none.search({ words: "notes", tags: ["gguf"] }));
  await assert.rejects(search, { hint: /any \.gguf file/ }, "words that were searched for are no secrets");
  assert.deepEqual(waits, [], "that nobody is there is told at once");
  const page = createServer((_, response) => void response.end("<html>Sign in</html>"));
  await new Promise<void>((done) => page.listen(0, "127.0.0.1", done));
  context.after(() => page.close());
  const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
  await using portal = createHubClient({ env: { HF_HOME: home, HF_ENDPOINT: url }, clock });
  await assert.rejects(portal.readRepo(REPO), { code: "endpoint-protocol", hint: /sign-in page/ });
  for (const HF_ENDPOINT of ["ftp://x", "nonsense", "https://user:secret@host", "https://host?x=1"])
    assert.throws(
      () => createHubClient({ env: { HF_HOME: home, HF_ENDPOINT } }),
      (error: AssayError) => {
        return error.code === "invalid-input" && !error.message.includes("secret");
      },
    );
});

test("requests go through the proxy of the environment, except to this machine", async (context) => {
  const home = makeFolder(context);
  const seen: (string | undefined)[] = [];
  const proxy = createServer((request: IncomingMessage, response) => {
    seen.push(request.url);
    response.writeHead(404, { "x-error-code": "RepoNotFound" }).end();
  });
  proxy.on("connect", (request: IncomingMessage, socket) => {
    seen.push(request.url);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  context.after(() => proxy.close());
  const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const clock = { now: () => 0, sleep: async () => {} };
  await using client = createHubClient({
    env: { HF_HOME: home, HTTPS_PROXY, HF_ENDPOINT: "https://hub.example" },
    clock,
  });
  await assert.rejects(client.readRepo(REPO), { code: "endpoint-unreachable" });
  assert.equal(seen[0], "hub.example:443");
  const { client: local, hub } = await openTestHub(context, { env: { HTTP_PROXY: HTTPS_PROXY } });
  await local.readRepo(REPO);
  assert.ok(hub.requests.length > 0);
});

test("a certificate that is not trusted is told, and one that a variable names is trusted", async (context) => {
  const home = makeFolder(context);
  const tls = new URL("../../test/fixtures/openai-server/tls/", import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, tls));
  const server = createSecureServer(
    { key: read("test-key.pem"), cert: read("test-certificate.pem") },
    (_, response) => void response.writeHead(404, { "x-error-code": "RepoNotFound" }).end(),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const common = { HF_HOME: home, HF_ENDPOINT: `https://localhost:${port}` };
  await using without = createHubClient({ env: common });
  await assert.rejects(without.readRepo(REPO), { code: "endpoint-unreachable", hint: /SSL_CERT_FILE/ });
  for (const variable of ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]) {
    const env = { ...common, [variable]: fileURLToPath(new URL("test-certificate.pem", tls)) };
    await using client = createHubClient({ env });
    await assert.rejects(client.readRepo(REPO), { code: "unknown-model" }, variable);
  }
  const env = { ...common, SSL_CERT_FILE: join(home, "none.pem") };
  assert.throws(() => createHubClient({ env }), { code: "invalid-file", message: /SSL_CERT_FILE/ });
});
