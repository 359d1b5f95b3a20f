import * as z from "zod";

const fileSchema = z.object({
  name: z.string().describe("Path within the model's folder, with slashes."),
  url: z.string().describe("Path of the service; it has the digest in it, so its content never changes."),
  sizeBytes: z.number(),
  digest: z.string().describe("SHA-256."),
});

const pageModelSchema = z.object({
  id: z.string(),
  alias: z.string(),
  format: z.enum(["gguf", "onnx"]),
  task: z.string(),
  capabilities: z.array(z.string()).optional(),
  architecture: z.string().optional(),
  parameters: z.number().optional(),
  quantisation: z.string().optional(),
  licence: z.string().optional(),
  contextTokens: z.number().optional().describe("As its entry asks."),
  trainedContextTokens: z.number().optional(),
  chatTemplate: z.string().optional().describe("The template itself; absent when it has none."),
  templateVariables: z.record(z.string(), z.unknown()).optional(),
  sizeBytes: z.number().describe("Of all files."),
  digest: z.string().describe("Over the digests of its files."),
  files: z.array(fileSchema).describe("The one to load comes first."),
});

/** Query of `GET /assay/v1/page-models`. */
export const pageModelsQuerySchema = z.strictObject({
  model: z.string().min(1).max(500).optional().describe("Only this one, by a name of the catalog."),
});

/** Its answer: models whose files a page can run by itself. */
export const pageModelsSchema = z.object({ models: z.array(pageModelSchema) });

export type PageModelsReport = z.output<typeof pageModelsSchema>;
