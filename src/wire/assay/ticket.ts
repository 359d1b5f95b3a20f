import * as z from "zod";

/** Body of `POST /assay/v1/tickets`. */
export const ticketBodySchema = z.strictObject({
  path: z
    .string()
    .max(300)
    .regex(/^\/assay\/v1\/runs\/[\w.-]+\/[\w.-]+$/)
    .describe("A file of a run, such as /assay/v1/runs/latest/report.html."),
});

/** Its answer. */
export const ticketSchema = z.object({
  url: z.string().describe("The path with its ticket: a link that our own page may show."),
  expiresAt: z.string().describe("ISO 8601."),
});

/** The parameter of a query that carries a ticket. */
export const TICKET_PARAMETER = "ticket";
