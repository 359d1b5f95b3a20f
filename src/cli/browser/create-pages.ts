import type { LoadTarget } from "../../bench/run/loaded-targets.ts";
import type { PageTargets } from "../../service/page-targets/page-targets.ts";
import { findBrowser } from "../../system/find-browser.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface PagesOptions {
  readonly workspace: Workspace;
  readonly terminal: Terminal;
  /** People open the page; also so where there is no browser to start. */
  readonly link: boolean;
  readonly pageHost: string | undefined;
  /** The browser to start, where it was looked for already. */
  readonly browser?: string | undefined;
}

/** Targets in a page of a browser; server and browser start with the first of them. */
export function createPages({ workspace, terminal, link, pageHost, ...found }: PagesOptions): AsyncDisposable & {
  readonly load: LoadTarget;
} {
  let pages: Promise<PageTargets> | undefined;
  const start = async () => {
    const { createPageTargets } = await import("../../service/page-targets/page-targets.ts");
    const browser = link || pageHost !== undefined ? undefined : (found.browser ?? findBrowser(workspace.env));
    return createPageTargets({
      workspace,
      browser,
      host: pageHost,
      onLink: (address) => terminal.note(`open this page in a browser, and leave it in front: ${address}`),
    });
  };
  return {
    async load(target, options) {
      pages ??= start();
      return (await pages).load(target, options);
    },
    async [Symbol.asyncDispose]() {
      await (await pages)?.[Symbol.asyncDispose]();
    },
  };
}
