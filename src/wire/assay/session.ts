import * as z from "zod";

/** Answer of `POST /assay/v1/session`. */
export const sessionSchema = z.object({
  token: z.string().describe("Sent as the header `Assay-Session`, it opens the management routes to our own page."),
});

export type Session = z.output<typeof sessionSchema>;
