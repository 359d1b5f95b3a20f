import { Readable } from "node:stream";
import type { EventQueue } from "../../lib/event-queue.ts";
import { type PageJob, pageReportSchema } from "../../wire/assay/page-bench.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";
import { addOpenSession } from "../assay/open-session.ts";
import { addPageModels, type ModelLists } from "../assay/page-models.ts";
import type { PageLink } from "./page-link.ts";

/** A benchmark of which parts are measured in a page. */
export interface PageBench {
  readonly link: PageLink;
  /** The models that the page may be asked to load. */
  readonly models: ModelLists;
}

/** Routes of a page that measures for a benchmark: its jobs, its reports, and the files of the models. */
export function addPageBench(app: App, context: AppContext, { link, models }: PageBench): void {
  addOpenSession(app, context);
  addPageModels(app, models, context);
  app.get("/assay/v1/page-bench/jobs", { ...MANAGEMENT, schema: { hide: true } }, async (_request, reply) => {
    const jobs = link.connect();
    reply.raw.once("close", () => link.leave(jobs));
    return reply.type("application/x-ndjson").send(Readable.from(toLines(jobs)));
  });
  const schema = { hide: true, body: pageReportSchema };
  app.post("/assay/v1/page-bench/reports", { ...MANAGEMENT, schema }, async ({ body }, reply) => {
    link.hear(body);
    return reply.status(204).send();
  });
}

async function* toLines(jobs: EventQueue<PageJob>): AsyncGenerator<string> {
  // At once, so that the page sees that it is heard.
  yield `${JSON.stringify({ type: "beat" } satisfies PageJob)}\n`;
  for await (const job of jobs) yield `${JSON.stringify(job)}\n`;
}
