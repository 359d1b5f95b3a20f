import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, it, type TestContext } from "node:test";
import { type Browser, chromium } from "playwright-core";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { chromiumPath, skipWithoutChromium } from "../chromium.ts";
import { startTestService, type TestService } from "../fixtures/service/start-test-service.ts";

/** Every management route, asked for in a way that would change something. */
const ROUTES = [
  ["GET", "/openai/load/quick"],
  ["GET", "/openai/unload/quick?force=true"],
  ["GET", "/openai/unloadall"],
  ["GET", "/openai/setgpudevice/1"],
  ["GET", "/openai/status"],
  ["GET", "/openai/loadedmodels"],
  ["GET", "/openai/models"],
  ["GET", "/openai/getgpudevice"],
  ["GET", "/foundry/list"],
  ["GET", "/models/load/quick"],
  ["GET", "/models/unload/quick?force=true"],
  ["GET", "/models/loaded"],
  ["GET", "/models"],
  ["GET", "/status"],
  ["GET", "/metrics"],
  ["GET", "/assay/v1/service"],
  ["GET", "/assay/v1/models/loaded"],
  ["GET", "/assay/v1/catalog"],
  ["GET", "/assay/v1/runs"],
  ["GET", "/assay/v1/runs/latest"],
  ["GET", "/assay/v1/runs/latest/report.html"],
  ["GET", "/assay/v1/compare?base=latest&head=latest"],
  ["POST", "/shutdown"],
  ["POST", "/openai/download"],
  ["POST", "/assay/v1/models/load"],
  ["POST", "/assay/v1/models/unload"],
  ["POST", "/assay/v1/models/download"],
  ["POST", "/assay/v1/tickets"],
  ["GET", "/assay/v1/prompt-sets"],
  ["GET", "/assay/v1/page-models"],
  ["GET", "/assay/v1/runs/latest/events"],
  ["GET", "/assay/v1/runs/latest/ratings?by=Ann"],
  ["GET", "/assay/v1/runs/latest/ratings/summary"],
  ["POST", "/assay/v1/runs/latest/ratings"],
  ["POST", "/assay/v1/runs"],
  ["POST", "/assay/v1/runs/latest/resume"],
  ["POST", "/assay/v1/runs/latest/stop"],
  ["POST", "/assay/v1/service/stop"],
  ["POST", "/assay/v1/session"],
] as const;

const network = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .filter(({ internal, family }) => !internal && family === "IPv4")
  .map(({ address }) => address);

const MAPPED = ["host.docker.internal", "host.docker.internal.", "evil.example", "evil.example."];

/** Every way to write an address that leads to the service; names are mapped to it by the browser's own resolver. */
const CASES = [
  {
    listensOn: undefined,
    names: ["127.0.0.1", "127.1", "2130706433", "localhost", "a.localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "0"],
  },
  {
    listensOn: undefined,
    names: ["0x7f000001", "localhost."],
  },
  { listensOn: undefined, names: ["host.docker.internal", "host.docker.internal.", "evil.example", "evil.example."] },
  { listensOn: "0.0.0.0", names: ["127.0.0.1", "0.0.0.0", "host.docker.internal", ...network.slice(0, 1)] },
];

describe("pages of another site in a real browser", { skip: skipWithoutChromium }, () => {
  it("change nothing, however they write the address and whatever they ask by", async (test) => {
    await using browser = await launch();
    for (const { listensOn, names } of CASES) {
      const { service, stops, seen } = await startManaged(test, listensOn);
      const { port } = new URL(service.url);
      const site = await startSite(test);
      const page = await (await browser.newContext()).newPage();
      await page.goto(site);
      const before = await changeAsProgram(service);
      seen.length = 0;
      for (const name of names)
        await page.evaluate(attack, { base: `http://${name}:${port}`, routes: ROUTES.map((route) => [...route]) });
      assert.deepEqual(
        service.host.pool.list().map(({ name }) => name),
        before,
      );
      assert.deepEqual(stops, []);
      assert.ok(seen.length >= ROUTES.length * names.length, `only ${seen.length} requests came through`);
      test.diagnostic(`${seen.length} requests`);
      assert.deepEqual(
        seen.filter(([status]) => status !== 403 && status !== 421),
        [],
        "every one was refused",
      );
    }
  });

  it("are told apart from programs, which go on with plain GETs", async (test) => {
    const { service } = await startManaged(test, undefined);
    for (const [method, path] of ROUTES.filter(([method]) => method === "GET")) {
      const { status } = await fetch(`${service.url}${path}`, { method });
      assert.ok(status !== 403 && status !== 421, `${path}: ${status}`);
    }
  });
});

function launch(): Promise<Browser & AsyncDisposable> {
  const args = ["--no-sandbox", `--host-resolver-rules=${MAPPED.map((name) => `MAP ${name} 127.0.0.1`).join(", ")}`];
  // What checks requests from a site to a private address would hide whether we do.
  args.push("--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests");
  return chromium.launch({ executablePath: chromiumPath ?? "", args });
}

async function startManaged(test: TestContext, host: string | undefined) {
  const stops: unknown[] = [];
  const seen: (readonly [status: number, host: string | undefined, url: string])[] = [];
  const service = await startTestService(test, {
    models: { quick: { script: { tokens: ["one"] } } },
    context: { shutdown: () => void stops.push("shutdown") },
    host,
    process: {
      identity: { settings: {} } as ServiceIdentity,
      isStopping: () => false,
      stop: async (how) => void stops.push(how),
    },
    extend: (app) => {
      app.addHook("onResponse", async ({ headers, url }, { statusCode }) => {
        seen.push([statusCode, headers.host, url]);
      });
    },
  });
  return { service, stops, seen };
}

/** Loads a model with a plain GET, as Foundry Local's SDKs do. */
async function changeAsProgram({ url, host }: TestService): Promise<readonly string[]> {
  const loaded = await fetch(`${url}/openai/load/quick`);
  assert.equal(loaded.status, 200, await loaded.text());
  return host.pool.list().map(({ name }) => name);
}

/** Another site: its name is mapped to this machine by the browser. */
async function startSite(test: TestContext): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>site</title>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => server.close());
  return `http://evil.example:${(server.address() as AddressInfo).port}/`;
}

/** Runs in the page: asks each route by all means that need no permission, and waits for each to end. */
async function attack({ base, routes }: { base: string; routes: string[][] }): Promise<void> {
  const put = (element: HTMLElement) =>
    new Promise<void>((resolve) => {
      for (const event of ["load", "error"]) element.addEventListener(event, () => resolve());
      document.body.append(element);
    });
  const link = (rel: string, href: string) => put(Object.assign(document.createElement("link"), { rel, href }));
  const closed = (source: EventSource) =>
    new Promise<void>((resolve) => {
      for (const event of ["open", "error"]) source.addEventListener(event, () => resolve());
    }).finally(() => source.close());
  const hidden = { referrerPolicy: "no-referrer" } as const;
  await Promise.all(
    routes.map(async ([method = "GET", path]) => {
      const url = base + path;
      const body = method === "POST" ? JSON.stringify({ model: "quick" }) : null;
      const silent = fetch(url, { method, mode: "no-cors", ...hidden, body }).catch(() => {});
      const disguised = fetch(url, { method, headers: { "user-agent": "curl/8", "x-a": "1" }, body }).catch(() => {});
      const kept = fetch(url, { method, mode: "no-cors", keepalive: true, ...hidden, body }).catch(() => {});
      if (method === "POST") navigator.sendBeacon(url, new Blob([String(body)], { type: "text/plain" }));
      else {
        await put(Object.assign(new Image(), { src: url, ...hidden }));
        await put(Object.assign(document.createElement("script"), { src: url }));
        await put(Object.assign(document.createElement("iframe"), { src: url, ...hidden }));
        await link("stylesheet", url);
        await closed(new EventSource(url));
      }
      await Promise.all([silent, disguised, kept]);
    }),
  );
  document.body.replaceChildren();
}
