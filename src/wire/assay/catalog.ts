import * as z from "zod";
import { errorRecordSchema } from "./error-record.ts";

const fitSchema = z.object({
  fits: z.boolean(),
  availableBytes: z.number().describe("Memory that the system can give now, within the service's own limit."),
  requiredBytes: z.number().optional().describe("With that context and one user; absent when it does not fit."),
  contextTokens: z.number().optional().describe("The longest context that would be taken."),
  because: z.string().optional().describe("Why it does not fit, in a sentence."),
  isEstimate: z.boolean().describe("Judged by the size of its files alone, as they are not here."),
});

/** A task that runs have shown a model to do. */
const measuredSchema = z.object({
  task: z.string(),
  value: z.number().describe("Quality on prompts of this task, 0 to 1."),
  low: z.number(),
  high: z.number(),
  level: z.number().describe("Level of the interval from low to high."),
  n: z.number().describe("Prompts."),
  floor: z.number().describe("Quality that the interval had to lie above."),
  source: z.string().describe("Where the quality comes from, such as facets."),
  run: z.string(),
  date: z.string(),
  machine: z.string(),
  isStale: z.boolean().describe("Whether the model's file is another one now, so that it says nothing any more."),
});

/** One model that can be named; what is not known is absent. */
const catalogModelSchema = z.object({
  id: z.string().describe("Name for people and for every other route, such as notes-mini:q8_0."),
  servedName: z.string().describe("Its name among the loaded models."),
  alias: z.string(),
  variant: z.string().optional(),
  isDefault: z.boolean().describe("Whether the alias alone means this variant."),
  description: z.string().optional(),
  publisher: z.string().optional(),
  engine: z.string().optional(),
  device: z.string().optional(),
  origin: z.string().describe("Whose models.json lists it: project, user or built-in."),
  covers: z.string().optional().describe("Whose model the project's entry takes the place of."),
  state: z
    .enum(["ready", "missing", "downloadable", "remote", "scripted", "no-source"])
    .describe(
      "ready: its file is here; downloadable: it is to be downloaded; remote: something else answers in its place.",
    ),
  place: z.string().optional().describe("Where it is, completing a sentence that begins with its name."),
  files: z.array(z.string()).optional().describe("Its files on the hub."),
  task: z.string().describe("Such as chat-completion or embeddings."),
  capabilities: z.array(z.string()).optional().describe("Claimed ones and measured ones."),
  measured: z.array(measuredSchema).optional().describe("Evidence for those that were measured here."),
  sizeBytes: z.number().optional(),
  parameters: z.number().optional(),
  quantisation: z.string().optional(),
  licence: z.string().optional(),
  licenceUrl: z.string().optional().describe("Page of the licence."),
  licenceClass: z.string().optional().describe("Such as commercial or research-only; absent when unknown."),
  commercialUse: z.boolean().optional().describe("Whether the licence permits it; absent when unknown."),
  contextTokens: z.number().optional().describe("As its entry asks."),
  trainedContextTokens: z.number().optional(),
  hasTemplate: z
    .boolean()
    .optional()
    .describe(
      "Whether it has a chat template; without one it answers /v1/completions alone. Known of files that are here.",
    ),
  fit: fitSchema.optional(),
  problem: errorRecordSchema.optional().describe("Why it cannot be run as it is."),
});

/** Answer of `GET /assay/v1/catalog`. */
export const catalogSchema = z.object({
  project: z.string().describe("Folder whose models.json is served."),
  models: z.array(catalogModelSchema),
});

export type CatalogModelReport = z.output<typeof catalogModelSchema>;
export type CatalogReport = z.output<typeof catalogSchema>;
