import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { modelContent } from "../../../test/fixtures/hub/open-test-hub.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { findFreePort } from "../../system/find-free-port.ts";
import { createDownloadRecords } from "../cache/download-records.ts";
import { createDownloadContext } from "../download-context.ts";
import type { DownloadEvent } from "./download-event.ts";
import { downloadFromUrl, type UrlDownloadOptions } from "./download-from-url.ts";

async function serve(test: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function optionsOf(test: TestContext): Promise<UrlDownloadOptions> {
  const home = makeFolder(test);
  const env = { HF_HOME: home, HF_TOKEN: "hf_secret" };
  const context = await createDownloadContext({ limits: { retryDelaysMs: [1] } });
  return { env, context, cacheDirectory: join(home, "cache"), stateDirectory: join(home, "state") };
}

test("a plain file is downloaded once, without the hub's token, and its digest is recorded", async (context) => {
  const content = modelContent(200_000);
  const seen: (string | undefined)[] = [];
  const url = await serve(context, (request, response) => {
    seen.push(request.headers.authorization);
    response.setHeader("content-length", content.length).setHeader("etag", '"one"').end(content);
  });
  const options = await optionsOf(context);
  const { path, bytes } = await downloadFromUrl(`${url}/models/mine.gguf?sig=secret`, options);
  assert.equal(bytes, content.length);
  assert.match(path, /mine\.gguf$/);
  assert.deepEqual(readFileSync(path), Buffer.from(content));
  const asked = seen.length;
  assert.equal((await downloadFromUrl(`${url}/models/mine.gguf?sig=other`, options)).alreadyThere, true);
  assert.equal(seen.length, asked);
  assert.ok(seen.every((header) => header === undefined));
  const [record] = await createDownloadRecords(options.stateDirectory, options.context).list();
  assert.equal(record?.type === "url" && record.url, `${url}/models/mine.gguf`);
  assert.match(record?.sha256 ?? "", /^[0-9a-f]{64}$/);
});

test("what is no model, has no size, is not there or may not be read is refused", async (context) => {
  const url = await serve(context, (request, response) => {
    const { url: path = "" } = request;
    if (path.startsWith("/page")) response.setHeader("content-length", 9).end("<!doctype");
    else if (path.startsWith("/endless")) {
      response.write("GGUF");
      response.end();
    } else if (path.startsWith("/closed")) response.writeHead(403).end();
    else response.writeHead(404).end();
  });
  const options = await optionsOf(context);
  const refuses = (path: string, code: string) =>
    assert.rejects(downloadFromUrl(`${url}${path}`, options), { code }, path);
  await refuses("/page.gguf", "download-failed");
  await refuses("/endless.gguf", "download-failed");
  await refuses("/closed.gguf", "access-denied");
  await refuses("/missing.gguf", "unknown-model");
  await refuses("/model.bin", "invalid-input");
  await refuses("/a%2F..%2Fx.gguf", "invalid-input");
  await assert.rejects(downloadFromUrl("http://user:secret@127.0.0.1/x.gguf", options), (error: Error) => {
    return !error.message.includes("secret");
  });
  assert.deepEqual(await createDownloadRecords(options.stateDirectory, options.context).list(), []);
});

test("one part of a split model is refused before the server is asked", async (context) => {
  let asked = 0;
  const url = await serve(context, (_, response) => {
    asked += 1;
    response.end();
  });
  await assert.rejects(downloadFromUrl(`${url}/m-00001-of-00003.gguf`, await optionsOf(context)), {
    code: "unsupported",
    message: /one of 3 parts/,
  });
  assert.equal(asked, 0);
});

test("an address where nobody answers is told at once, and a server that is busy is asked again aloud", async (context) => {
  const events: DownloadEvent[] = [];
  const options = { ...(await optionsOf(context)), onEvent: (event: DownloadEvent) => events.push(event) };
  const closed = `http://127.0.0.1:${await findFreePort()}/m.gguf`;
  await assert.rejects(downloadFromUrl(closed, options), {
    code: "endpoint-unreachable",
    hint: /any \.gguf file on disk/,
  });
  assert.equal(events.length, 0);

  const content = modelContent(1000);
  let asked = 0;
  const url = await serve(context, (_, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(503).end();
    else response.setHeader("content-length", content.length).setHeader("etag", '"one"').end(content);
  });
  await downloadFromUrl(`${url}/m.gguf`, options);
  const retries = events.filter((event) => event.type === "retrying");
  assert.deepEqual(
    retries.map(({ file, attempt, attempts }) => [file, attempt, attempts]),
    [["m.gguf", 2, 2]],
  );
});
