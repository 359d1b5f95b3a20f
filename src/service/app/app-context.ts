import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Clock } from "../../lib/clock.ts";
import type { ModelHost } from "../../workbench/model-host/model-host.ts";
import type { Workspace } from "../../workbench/workspace.ts";

/** The application as routes see it: bodies, queries and parameters are typed by their zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Context of every route. */
export interface AppContext {
  readonly host: ModelHost;
  /** The project that is served. */
  readonly workspace: Workspace;
  readonly version: string;
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
  /** Addresses the service listens on, `http://127.0.0.1:5273` first; empty before it listens. */
  readonly endpoints: () => readonly string[];
  /** Folder that downloads go to. */
  readonly modelCache: string;
  readonly security: SecuritySettings;
  /** Counts what pages were refused for, by error code, since the start. */
  readonly refusals: Map<string, number>;
  /** Begins a clean stop: running streams end first. */
  readonly shutdown: () => void;
}

/** Who may ask for what. Names, origins and file pages may change while the service runs. */
export interface SecuritySettings {
  /** Asked of every request as `Authorization: Bearer <key>` when set. */
  readonly key?: string | undefined;
  /** Given to our own page and command line by the process that starts the service; opens the management routes to a browser. */
  readonly sessionToken: string;
  /** Names besides localhost and loopback addresses under which the service may be asked for, without port. */
  allowedHosts: readonly string[];
  /** Origins besides pages of localhost that may use `/v1/*`. */
  allowedOrigins: readonly string[];
  /** Whether pages opened from disk, whose Origin is `null`, may use `/v1/*`. */
  allowFilePages: boolean;
}
