import { randomBytes } from "node:crypto";
import { AssayError } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import { toPageListing } from "../../workbench/model/page-models.ts";
import { modelCacheOf } from "../../workbench/model-cache.ts";
import { createModelHost } from "../../workbench/model-host/create-model-host.ts";
import { readVersion } from "../../workbench/read-version.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import type { App, AppContext } from "../app/app-context.ts";
import type { ModelLists } from "../assay/page-models.ts";
import { createApp } from "../create-app.ts";
import { type Listening, listen } from "../listen.ts";
import { toListenError } from "../listen-error.ts";
import type { PageLink } from "../page-bench/page-link.ts";
import { type LaunchedBrowser, launchBrowser } from "./launch-browser.ts";

/** Always the same where it is free, so that a browser finds the models again that it has stored. */
const PORT = 5274;
/** A browser that was just started has its page by then, however busy the machine is. */
const START_MS = 60_000;

export interface OpenPageOptions {
  readonly workspace: Workspace;
  /** Path of a browser to start without a window; absent: people open the link. */
  readonly browser?: string | undefined;
  /** Address to listen on in place of this machine's own; then the link has a key. */
  readonly host?: string | undefined;
  /** Called with the link that people are to open. */
  readonly onLink: (link: string) => void;
}

/** The server that gives a page its files and jobs, and the browser where one was started. */
export interface OpenedPage extends AsyncDisposable {
  /** Waits for the page: without end for people. @throws AssayError `aborted`, `device-absent` */
  waitFor(signal: AbortSignal | undefined): Promise<void>;
}

/** What the page is asked to do. */
export interface PageJobs {
  readonly link: PageLink;
  /** Those that were to be loaded so far, by their ids. */
  readonly targets: ReadonlyMap<string, TargetPlan>;
}

/** Starts the server, and the browser where one is given. @throws AssayError `invalid-input`, `device-absent` */
export async function openPage(
  { link, targets }: PageJobs,
  { workspace, browser, host, onLink }: OpenPageOptions,
): Promise<OpenedPage> {
  const key = host === undefined ? undefined : randomBytes(16).toString("base64url");
  const models = createModelHost(workspace);
  const endpoints: string[] = [];
  const context: AppContext = {
    host: models,
    workspace,
    version: readVersion(),
    clock: workspace.clock,
    now: workspace.now,
    endpoints: () => endpoints,
    modelCache: modelCacheOf(workspace),
    security: {
      key,
      sessionToken: randomBytes(32).toString("base64url"),
      allowedHosts: [],
      allowedOrigins: [],
      allowFilePages: false,
    },
    refusals: new Map(),
    shutdown: () => {},
  };
  const app = createApp(context, { pageBench: { link, models: listTargets(targets) } });
  let launched: LaunchedBrowser | undefined;
  let servers: Listening["servers"] = [];
  const close = async () => {
    await launched?.[Symbol.asyncDispose]();
    app.server.closeAllConnections();
    for (const server of servers) server.close();
    await app.close();
    await models[Symbol.asyncDispose]();
  };
  try {
    const listening = await listenOnPage(app, host);
    servers = listening.servers;
    endpoints.push(...listening.endpoints);
    const address = `${toPageAddress(endpoints, host)}/#/measure${key === undefined ? "" : `?key=${key}`}`;
    if (browser === undefined) onLink(address);
    else launched = await launchBrowser(browser, address);
  } catch (error) {
    await close();
    throw error;
  }
  return { waitFor: (signal) => waitForPage(link, { signal, launched }), [Symbol.asyncDispose]: close };
}

/** Listens on the usual port, or on a free one where that is taken. */
async function listenOnPage(app: App, host: string | undefined): Promise<Listening> {
  try {
    return await listen(app, host, PORT).catch(() => listen(app, host, 0));
  } catch (cause) {
    throw await toListenError(cause, { servicePort: PORT, serviceHost: host });
  }
}

/** Browsers keep storage by name, and take localhost for a safe site. Other devices need another address than this machine's own. */
function toPageAddress(endpoints: readonly string[], host: string | undefined): string {
  const outside = host === undefined ? undefined : endpoints.find((endpoint) => !endpoint.includes("//127.0.0.1:"));
  const url = new URL(outside ?? endpoints[0] ?? "");
  if (url.hostname === "127.0.0.1") url.hostname = "localhost";
  return url.origin;
}

async function waitForPage(
  link: PageLink,
  { signal, launched }: { readonly signal: AbortSignal | undefined; readonly launched: LaunchedBrowser | undefined },
): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new AssayError({ code: "aborted", message: "Nobody waits for a page any more." }));
  const late = () =>
    reject(
      new AssayError({
        code: "device-absent",
        message: "The browser was started and did not open the page.",
        hint: "Open the page yourself.",
        remedies: ["open-page"],
      }),
    );
  const timer = launched && setTimeout(late, START_MS);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    await Promise.race([link.here, promise, ...(launched ? [launched.ended] : [])]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function listTargets(targets: PageJobs["targets"]): ModelLists {
  return {
    listModels: async () => [...targets.values()].map(toPageListing),
    async findModel(name) {
      const target = targets.get(name);
      if (target !== undefined) return toPageListing(target);
      throw new AssayError({ code: "unknown-model", message: `The benchmark has no target ${JSON.stringify(name)}.` });
    },
  };
}
