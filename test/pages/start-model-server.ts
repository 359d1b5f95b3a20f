import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { build } from "esbuild";
import { PAGE_HEADERS } from "../../src/service/pages/page-headers.ts";
import type { PageModel } from "../../web/page-models/page-model.ts";

/** A test, or the hooks of a suite. */
export interface Ending {
  after(end: () => unknown): void;
}

/** A server of the pages' files and of models, whose downloads a test can cut. */
export interface ModelServer {
  readonly url: string;
  /** Bytes of model files that were sent. */
  modelBytes: number;
  /** Where the last download of a model's file began. */
  lastStart: number;
  /** Ends or stops every download of a model's file after so many bytes; undefined: none. */
  fault: { readonly afterBytes: number; readonly type: "cut" | "stall" } | undefined;
}

export interface ModelServerOptions {
  /** Headers of everything; default: those of the service's pages. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** More scripts, by their addresses: the files that they are bundled of. */
  readonly scripts?: Readonly<Record<string, string>> | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Starts it with models by the paths of their files. */
export async function startModelServer(
  test: Ending,
  files: Readonly<Record<string, string>>,
  { headers = PAGE_HEADERS, scripts: more = {} }: ModelServerOptions = {},
): Promise<ModelServer> {
  const scripts = await bundleScripts({ "/entry.js": "test/pages/page-models-entry.ts", ...more });
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  const state: ModelServer = { url: "", modelBytes: 0, lastStart: 0, fault: undefined };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const model = files[pathname.slice("/files/".length)];
    if (pathname.startsWith("/files/") && model !== undefined) return sendModel(request, response, model);
    if (pathname === "/")
      return send(response, "text/html", "<!doctype html><title>Models</title><link rel='icon' href='data:,'>");
    const script = scripts.get(pathname);
    if (script !== undefined) return send(response, "text/javascript", script);
    const path = join("dist", decodeURIComponent(pathname));
    if (!pathname.startsWith("/web/") || statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
      return void response.writeHead(404).end();
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    createReadStream(path).pipe(response);
  }

  function sendModel(request: IncomingMessage, response: ServerResponse, path: string): void {
    const bytes = readFileSync(path);
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const { fault } = state;
    state.lastStart = start;
    const sent = bytes.subarray(start, fault === undefined ? undefined : start + fault.afterBytes);
    const isWhole = sent.length === bytes.length - start;
    state.modelBytes += sent.length;
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    if (start > 0) response.setHeader("content-range", `bytes ${start}-${bytes.length - 1}/${bytes.length}`);
    response.writeHead(start > 0 ? 206 : 200, { "content-length": bytes.length - start });
    response.write(sent, () => {
      if (isWhole) response.end();
      else if (fault?.type === "cut") response.destroy();
    });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

export async function bundleScripts(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const bundled = Object.entries(files).map(async ([address, file]) => {
    const settings = { bundle: true, format: "esm", platform: "browser", write: false, logLevel: "silent" } as const;
    const { outputFiles } = await build({ ...settings, entryPoints: [file] });
    return [address, outputFiles[0]?.text ?? ""] as const;
  });
  return new Map(await Promise.all(bundled));
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
