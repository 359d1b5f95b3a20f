import type { Server } from "node:http";
import { type AddressInfo, isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { http } from "../system/node-http.ts";
import type { App } from "./app/app-context.ts";
import { TIMEOUT_CHECK_MS } from "./app/limits.ts";
import { refuseConnection } from "./app/refuse-unread.ts";

/** Where an app listens. */
export interface Listening {
  /** The address to tell people first. */
  readonly endpoints: readonly string[];
  readonly servers: readonly Server[];
}

/** Tries of finding a port that is free on both loopback addresses. */
const TRIES = 5;

/**
 * Listens on one address, or on both loopback addresses when none is given: `localhost` means the one or the other.
 *
 * @throws the system's error, such as EADDRINUSE; then nothing listens
 */
export async function listen(app: App, host: string | undefined, port: number): Promise<Listening> {
  await app.ready();
  if (host !== undefined && !/^localhost\.?$/i.test(host)) {
    await bind(app.server, host, port);
    return { servers: [app.server], endpoints: addressesOf(app.server) };
  }
  for (let attempt = 1; ; attempt += 1) {
    await bind(app.server, "127.0.0.1", port);
    const second = createTwin(app);
    try {
      await bind(second, "::1", portOf(app.server));
      return { servers: [app.server, second], endpoints: [app.server, second].flatMap(addressesOf) };
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      // A machine without IPv6, or a container that forbids it: nobody will ask for ::1 there.
      if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT" || code === "EINVAL" || code === "EACCES")
        return { servers: [app.server], endpoints: addressesOf(app.server) };
      await new Promise((done) => app.server.close(done));
      if (port !== 0 || code !== "EADDRINUSE" || attempt === TRIES) throw error;
    }
  }
}

/** A second server for the same app, with the limits of the first. */
function createTwin(app: App): Server {
  const twin = http.createServer(
    {
      headersTimeout: app.server.headersTimeout,
      requestTimeout: app.server.requestTimeout,
      keepAliveTimeout: app.server.keepAliveTimeout,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    (request, response) => app.routing(request, response),
  );
  twin.maxConnections = app.server.maxConnections;
  twin.on("clientError", refuseConnection);
  return twin;
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** An address that listens everywhere is told as this machine's own, then as what others reach it under. */
function addressesOf(server: Server): string[] {
  const { address, port } = server.address() as AddressInfo;
  if (address !== "0.0.0.0" && address !== "::") return [toUrl(address, port)];
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  return ["127.0.0.1", ...outside.map((one) => one.address)].map((one) => toUrl(one, port));
}

function toUrl(address: string, port: number): string {
  return `http://${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
}
