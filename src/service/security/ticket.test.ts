import assert from "node:assert/strict";
import { test } from "node:test";
import { createTicket, isTicket } from "./ticket.ts";

const PATH = "/assay/v1/runs/a/report.html";

test("a ticket opens its path, for its session, until it expires", () => {
  const { ticket, expiresMs } = createTicket(PATH, "secret", 1000);
  assert.ok(isTicket(ticket, PATH, "secret", 1000));
  assert.ok(isTicket(ticket, PATH, "secret", expiresMs - 1));
  assert.ok(!isTicket(ticket, PATH, "secret", expiresMs));
  assert.ok(!isTicket(ticket, "/assay/v1/runs/b/report.html", "secret", 1000));
  assert.ok(!isTicket(ticket, PATH, "another", 1000));
});

test("a ticket that was changed, or is none, opens nothing", () => {
  const { ticket, expiresMs } = createTicket(PATH, "secret", 1000);
  const longer = ticket.replace(String(expiresMs), String(expiresMs + 1));
  for (const sent of [longer, ticket.slice(1), `${ticket}x`, "", ".", undefined, [ticket, ticket], 3, {}])
    assert.ok(!isTicket(sent, PATH, "secret", 1000), String(sent));
});
