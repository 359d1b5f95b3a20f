import type { ServiceSettings } from "./service-settings.ts";

/** What a running service tells of itself at `GET /assay/v1/service`. */
export interface ServiceReport {
  readonly version: string;
  readonly processId: number;
  readonly project: string;
  readonly endpoints: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  /** A clean stop has begun: what runs ends, nothing new is taken. */
  readonly isStopping: boolean;
  /** Requests that are being answered. */
  readonly activeRequests: number;
  readonly residentBytes: number;
  readonly hasKey: boolean;
  readonly settings: ServiceSettings;
  /** Requests of web pages that were refused since the start, by reason, such as `file_page_refused`. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly models: readonly LoadedModelReport[];
}

/** One model that is loaded or on its way. */
export interface LoadedModelReport {
  readonly name: string;
  readonly alias: string;
  readonly state: "loading" | "ready" | "unloading";
  readonly engine: string;
  readonly device?: string | undefined;
  readonly contextTokens?: number | undefined;
  readonly loadMs?: number | undefined;
  /** ISO 8601. */
  readonly loadedAt?: string | undefined;
  readonly lastUsedAt?: string | undefined;
  readonly active: number;
  readonly waiting: number;
  /** Absent: it stays until memory is needed. */
  readonly ttlMs?: number | undefined;
  /** Measured on the process that runs it; only where asked for, absent where it runs elsewhere. */
  readonly residentBytes?: number | undefined;
}
