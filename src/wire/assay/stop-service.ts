import * as z from "zod";

/** Body of `POST /assay/v1/service/stop`. */
export const stopServiceBodySchema = z.strictObject({
  now: z.boolean().default(false).describe("Cuts what runs; else it may end first."),
});

/** Its answer, which goes out before the stop begins. */
export const stopServiceAnswerSchema = z.object({ isStopping: z.literal(true) });
