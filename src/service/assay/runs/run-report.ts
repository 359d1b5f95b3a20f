import * as z from "zod";
import { runPictureSchema, runReportSchema } from "../../../wire/assay/runs.ts";
import { TICKET_PARAMETER } from "../../../wire/assay/ticket.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import type { App } from "../../app/app-context.ts";
import { MANAGEMENT } from "../../app/management.ts";
import { type RunsContext, runId } from "./runs-context.ts";

/** Files of a run that can be had, with the form of the report that each is. */
const FILES = {
  "report.html": { form: "html", type: "text/html; charset=utf-8" },
  "report.json": { form: "json", type: "application/json; charset=utf-8" },
  "report.md": { form: "markdown", type: "text/markdown; charset=utf-8" },
  "report.csv": { form: "csv", type: "text/csv; charset=utf-8" },
  "samples.csv": { form: "samples", type: "text/csv; charset=utf-8" },
} as const;

const FILE_NAMES = Object.keys(FILES) as readonly (keyof typeof FILES)[];

/**
 * The page of a report comes as a document of no origin that may run nothing and ask for nothing, whatever a model wrote
 * into it: it is not our own page, and cannot reach what that page can. Our page may show it in a frame, also where the
 * page is isolated from other origins.
 */
const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-downloads",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
};

const PRIVATE_HEADERS = {
  "cache-control": "private, no-store",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const reportSchema = {
  summary: "The report of a run as JSON, as the command line prints it",
  tags: ["assay"],
  params: z.strictObject({ id: runId }),
  response: answersOf(runReportSchema),
};

/** `GET /assay/v1/runs/:id` */
export function addRunReport(app: App, { reports }: RunsContext): void {
  app.get("/assay/v1/runs/:id", { ...MANAGEMENT, schema: reportSchema }, async ({ params: { id } }, reply) => {
    const text = await reports.ask({ type: "report", id, form: "json" });
    return reply.type(FILES["report.json"].type).serializer(String).send(text);
  });
}

const pictureSchema = {
  summary: "The picture of a run: quality against latency",
  tags: ["assay"],
  params: z.strictObject({ id: runId }),
  response: answersOf(runPictureSchema),
};

/** `GET /assay/v1/runs/:id/picture` */
export function addRunPicture(app: App, { reports }: RunsContext): void {
  app.get("/assay/v1/runs/:id/picture", { ...MANAGEMENT, schema: pictureSchema }, async ({ params: { id } }) =>
    runPictureSchema.parse(JSON.parse(await reports.ask({ type: "picture", id }))),
  );
}

const fileSchema = {
  summary: "A file of a run: report.html, report.json, report.md, report.csv or samples.csv",
  tags: ["assay"],
  params: z.strictObject({ id: runId, file: z.enum(FILE_NAMES) }),
  querystring: z.strictObject({ [TICKET_PARAMETER]: z.string().optional() }),
  response: answersOf(z.string()),
};

/** `GET /assay/v1/runs/:id/:file`, which a ticket opens too. */
export function addRunFile(app: App, { reports }: RunsContext): void {
  const config = { ...MANAGEMENT.config, ticket: true };
  app.get("/assay/v1/runs/:id/:file", { config, schema: fileSchema }, async ({ params: { id, file } }, reply) => {
    const { form, type } = FILES[file];
    const text = await reports.ask({ type: "report", id, form });
    const isPage = form === "html";
    return reply
      .headers({ ...PRIVATE_HEADERS, ...(isPage && PAGE_HEADERS) })
      .header("content-disposition", `${isPage ? "inline" : "attachment"}; filename="${id}-${file}"`)
      .type(type)
      .serializer(String)
      .send(text);
  });
}
