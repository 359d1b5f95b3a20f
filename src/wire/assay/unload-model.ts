import * as z from "zod";

/** Body of `POST /assay/v1/models/unload`. */
export const unloadModelBodySchema = z.strictObject({
  model: z.string().min(1).max(500),
  force: z
    .boolean()
    .optional()
    .describe("Also one that was loaded with a time to live, and without waiting for what it answers now."),
});

/** Its answer. */
export const unloadResultSchema = z.object({
  name: z.string(),
  result: z
    .enum(["unloaded", "kept", "not-loaded"])
    .describe("kept: it was loaded with a time to live, which only force overrules."),
});

export type UnloadResult = z.output<typeof unloadResultSchema>;
