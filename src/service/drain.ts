import type { Server } from "node:http";
import { anySignal } from "../lib/any-signal.ts";
import type { Clock } from "../lib/clock.ts";

/** Requests end on their own within this time, or are cut: an answer of a thousand tokens takes a small model a minute. */
const DRAIN_MS = 30_000;
const LOOK_MS = 50;

/** Stops accepting connections and waits until the requests that run have been answered; `cut` ends them at once. */
export async function drain(servers: readonly Server[], clock: Clock, cut: AbortSignal): Promise<void> {
  const patience = new AbortController();
  const closed = Promise.all(
    servers.filter(({ listening }) => listening).map((server) => new Promise((resolve) => server.close(resolve))),
  ).finally(() => patience.abort());
  const closeAll = () => {
    for (const server of servers) server.closeAllConnections();
  };
  const untilMs = clock.now() + DRAIN_MS;
  // A connection that is kept alive becomes idle when its answer is whole, and nobody else closes it then.
  while (!patience.signal.aborted && !cut.aborted && clock.now() < untilMs) {
    for (const server of servers) server.closeIdleConnections();
    await clock.sleep(LOOK_MS, anySignal(patience.signal, cut));
  }
  closeAll();
  await closed;
}
