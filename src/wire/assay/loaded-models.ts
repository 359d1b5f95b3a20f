import * as z from "zod";

/** One model that is loaded or on its way. */
export const loadedModelSchema = z.object({
  name: z.string(),
  alias: z.string(),
  state: z.enum(["loading", "ready", "unloading"]),
  engine: z.string(),
  device: z.string().optional(),
  contextTokens: z.number().optional(),
  loadMs: z.number().optional(),
  loadedAt: z.string().optional().describe("ISO 8601."),
  lastUsedAt: z.string().optional().describe("ISO 8601."),
  active: z.number().describe("Requests that it answers."),
  waiting: z.number().describe("Requests that wait for it."),
  ttlMs: z.number().optional().describe("Absent: it stays until memory is needed."),
  residentBytes: z
    .number()
    .optional()
    .describe("Measured on the process that runs it; only where asked for, absent where it runs elsewhere."),
});

export type LoadedModelReport = z.output<typeof loadedModelSchema>;

/** Answer of `GET /assay/v1/models/loaded`. */
export const loadedModelsSchema = z.object({ models: z.array(loadedModelSchema) });

export type LoadedModels = z.output<typeof loadedModelsSchema>;
