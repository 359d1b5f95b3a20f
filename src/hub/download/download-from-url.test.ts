import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { modelContent } from "../../../test/fixtures/hub/open-test-hub.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { createDownloadRecords } from "../cache/download-records.ts";
import { createDownloadContext } from "../download-context.ts";
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
