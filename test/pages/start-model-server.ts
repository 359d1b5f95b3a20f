import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { TestContext } from "node:test";
import { build } from "esbuild";
import { PAGE_HEADERS } from "../../src/service/pages/page-headers.ts";
import type { PageModel } from "../../web/page-models/page-model.ts";

/** A server of the pages' files and of models, whose downloads a test can cut. */
export interface ModelServer {
  readonly url: string;
  /** Bytes of model files that were sent. */
  modelBytes: number;
  /** Cuts every download after so many bytes; undefined cuts none. */
  cutAfterBytes: number | undefined;
  /** Waits before each answer with a model's file; for tabs that are closed meanwhile. */
  hold: Promise<void> | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Starts it with models by the paths of their files. */
export async function startModelServer(
  test: TestContext,
  files: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = PAGE_HEADERS,
): Promise<ModelServer> {
  const { outputFiles } = await build({
    entryPoints: ["test/pages/page-models-entry.ts"],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  const entry = outputFiles[0]?.text ?? "";
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  const state: ModelServer = { url: "", modelBytes: 0, cutAfterBytes: undefined, hold: undefined };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const model = files[pathname.slice("/files/".length)];
    if (pathname.startsWith("/files/") && model !== undefined) return sendModel(request, response, model);
    if (pathname === "/")
      return send(response, "text/html", "<!doctype html><title>Models</title><link rel='icon' href='data:,'>");
    if (pathname === "/entry.js") return send(response, "text/javascript", entry);
    const path = join("dist", decodeURIComponent(pathname));
    if (!pathname.startsWith("/web/") || statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
      return void response.writeHead(404).end();
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    createReadStream(path).pipe(response);
  }

  async function sendModel(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    await state.hold;
    const bytes = readFileSync(path);
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const sent = bytes.subarray(start, state.cutAfterBytes === undefined ? undefined : start + state.cutAfterBytes);
    state.modelBytes += sent.length;
    if (start > 0) response.setHeader("content-range", `bytes ${start}-${bytes.length - 1}/${bytes.length}`);
    response.writeHead(start > 0 ? 206 : 200, { "content-length": bytes.length - start });
    response.write(sent, () => (sent.length < bytes.length - start ? response.destroy() : response.end()));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { "content-type": type }).end(text);
}

/** A model as the service offers it, of files on this machine. */
export function describeFiles(
  model: Pick<PageModel, "name" | "format" | "digest">,
  files: Readonly<Record<string, string>>,
): PageModel {
  const described = Object.entries(files).map(([name, path]) => ({
    name,
    url: `/files/${model.digest}/${name}`,
    sizeBytes: statSync(path).size,
  }));
  return { ...model, files: described as unknown as PageModel["files"] };
}
