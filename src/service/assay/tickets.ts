import { TICKET_PARAMETER, ticketBodySchema, ticketSchema } from "../../wire/assay/ticket.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";
import { createTicket } from "../security/ticket.ts";

const schema = {
  summary: "Makes a link to a file of a run that opens for a while without the session's header",
  tags: ["assay"],
  body: ticketBodySchema,
  response: answersOf(ticketSchema),
};

/** `POST /assay/v1/tickets` */
export function addTickets(app: App, { security, now }: AppContext): void {
  app.post("/assay/v1/tickets", { ...MANAGEMENT, schema }, async ({ body: { path } }) => {
    const { ticket, expiresMs } = createTicket(path, security.sessionToken, now().getTime());
    return { url: `${path}?${TICKET_PARAMETER}=${ticket}`, expiresAt: new Date(expiresMs).toISOString() };
  });
}
