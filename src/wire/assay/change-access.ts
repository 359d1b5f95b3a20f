import * as z from "zod";

/** Body of `POST /assay/v1/service/access`: what is absent stays as it is. */
export const changeAccessBodySchema = z.strictObject({
  allowedHosts: z.array(z.string()).optional().describe("More names under which the service may be asked for."),
  allowedOrigins: z.array(z.string()).optional().describe("Origins besides localhost whose pages may use /v1."),
  allowFilePages: z.boolean().optional().describe("Whether pages opened from disk may use /v1."),
});

export type AccessChange = z.output<typeof changeAccessBodySchema>;

/** Its answer: all that holds from now on. */
export const accessSchema = changeAccessBodySchema.required();
