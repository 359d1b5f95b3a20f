import * as z from "zod";
import { loadedModelSchema } from "./loaded-models.ts";

/** Report of a running service at `GET /assay/v1/service`. */
export const serviceReportSchema = z.object({
  version: z.string(),
  processId: z.number(),
  project: z.string().describe("Folder whose models.json it serves."),
  endpoints: z.array(z.string()),
  startedAt: z.string().describe("ISO 8601."),
  isStopping: z.boolean().describe("A clean stop has begun: what runs ends, nothing new is taken."),
  activeRequests: z.number().describe("Requests that are being answered, without this one."),
  residentBytes: z.number(),
  hasKey: z.boolean(),
  settings: z.record(z.string(), z.unknown()).describe("What it runs with, by the names of assay.json."),
  refusals: z
    .record(z.string(), z.number())
    .describe("Requests of web pages that were refused since the start, by reason, such as file_page_refused."),
  models: z.array(loadedModelSchema),
});

export type ServiceReport = z.output<typeof serviceReportSchema>;
