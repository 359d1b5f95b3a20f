import { type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumPath, QUIET_FLAGS } from "../chromium.ts";
import { MICRO_FILES } from "./shipped-page-models.ts";
import { type Ending, type ModelServer, startModelServer } from "./start-model-server.ts";

export interface ModelPage {
  readonly server: ModelServer;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests to other hosts, errors of the page and what it logs as one: always empty. */
  readonly noise: readonly string[];
}

export interface ModelPageOptions {
  /** More flags of the browser. */
  readonly flags?: readonly string[] | undefined;
  /** More files to serve, by the paths that they are asked for. */
  readonly files?: Readonly<Record<string, string>> | undefined;
  /** Headers of the pages; default: those of the service. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Opens an empty page that can load models; server and browser end with the test. */
export async function openModelPage(
  test: Ending,
  { flags = [], files = {}, headers }: ModelPageOptions = {},
): Promise<ModelPage> {
  const server = await startModelServer(test, { ...MICRO_FILES, ...files }, { headers });
  const browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: [...QUIET_FLAGS, ...flags] });
  test.after(() => browser.close());
  const context = await browser.newContext();
  const noise: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(server.url)) noise.push(request.url());
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("console", (message) => message.type() === "error" && noise.push(message.text()));
  await page.goto(server.url);
  return { server, context, page, noise };
}
