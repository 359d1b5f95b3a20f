import type { TestContext } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { chromiumPath, QUIET_FLAGS } from "../chromium.ts";
import { startTestService, type TestService, type TestServiceOptions } from "../fixtures/service/start-test-service.ts";

export interface OpenPagesOptions extends TestServiceOptions {
  readonly browser?: BrowserContextOptions | undefined;
  /** More flags of the browser, such as `--enable-unsafe-webgpu`. */
  readonly flags?: readonly string[] | undefined;
}

export interface OpenedPages {
  readonly service: TestService;
  readonly page: Page;
  /** Opens a room, such as `runs` or `runs/2026-11-30`. */
  open(room: string): Promise<void>;
  /** What the page asked of other hosts, logged as an error or threw: always empty. */
  readonly noise: readonly string[];
  /** What axe finds wrong on the page now: rule and places. */
  findBarriers(): Promise<readonly string[]>;
}

/** Starts the service and a browser; both end with the test. */
export async function openPages(test: TestContext, options: OpenPagesOptions = {}): Promise<OpenedPages> {
  const service = await startTestService(test, { process: managedProcess(), ...options });
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? "",
    args: [...QUIET_FLAGS, ...(options.flags ?? [])],
  });
  test.after(() => browser.close());
  const page = await (await browser.newContext(options.browser)).newPage();
  const noise: string[] = [];
  page.on("console", (message) => message.type() === "error" && noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(service.url) && !/^(data|blob):/.test(request.url())) noise.push(request.url());
  });
  return {
    service,
    page,
    open: async (room) => void (await page.goto(`${service.url}/#/${room}`)),
    noise,
    async findBarriers() {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`);
    },
  };
}

function managedProcess(): TestServiceOptions["process"] {
  const identity: ServiceIdentity = {
    schema: 1,
    processId: process.pid,
    processStart: undefined,
    mode: "foreground",
    project: "",
    version: "0.0.0-test",
    startedAt: "2026-11-30T00:00:00.000Z",
    sessionToken: "test",
    hasKey: false,
    settings: {} as ServiceIdentity["settings"],
    given: {},
  };
  return { identity, isStopping: () => false, stop: async () => {} };
}
