import type { LoadTarget } from "../../bench/run/loaded-targets.ts";
import type { TargetPlan } from "../../core/run.ts";
import { PageLink } from "../page-bench/page-link.ts";
import { loadInPage } from "./load-in-page.ts";
import { type OpenedPage, type OpenPageOptions, openPage } from "./open-page.ts";

/** Targets that run in a page. Nothing is started before the first one is loaded. */
export interface PageTargets extends AsyncDisposable {
  readonly load: LoadTarget;
}

/** Creates the loader of targets that run in a page. */
export function createPageTargets(options: OpenPageOptions): PageTargets {
  const link = new PageLink();
  const targets = new Map<string, TargetPlan>();
  let opened: Promise<OpenedPage> | undefined;
  return {
    async load(target, { signal }) {
      targets.set(target.id, target);
      opened ??= openPage({ link, targets }, options);
      await (await opened).waitFor(signal);
      return loadInPage(target, { link, signal, clock: options.workspace.clock });
    },
    async [Symbol.asyncDispose]() {
      link[Symbol.dispose]();
      const page = await opened?.catch(() => undefined);
      await page?.[Symbol.asyncDispose]();
    },
  };
}
