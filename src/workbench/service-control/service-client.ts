import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { json } from "node:stream/consumers";
import { AssayError } from "../../core/errors.ts";
import type { LoadEvent } from "./load-event.ts";
import { requestService, type ServiceCall } from "./request-service.ts";
import type { LoadedModelReport, ServiceReport } from "./service-report.ts";
import type { ServiceState } from "./service-state.ts";

/** The management routes of a running service. */
export interface ServiceClient {
  readReport(signal?: AbortSignal): Promise<ServiceReport>;
  /** What is loaded, with its memory as measured now. */
  listLoaded(signal?: AbortSignal): Promise<readonly LoadedModelReport[]>;
  /** Loads a model; leaving off by the signal cancels the load. */
  load(
    name: string,
    options?: LoadModelOptions,
  ): Promise<{ readonly name: string; readonly loadMs?: number | undefined }>;
  unload(name: string, options?: UnloadModelOptions): Promise<UnloadResult>;
}

export interface LoadModelOptions {
  readonly ttlMs?: number | undefined;
  /** false unloads the others first. */
  readonly retainOthers?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((ratio: number) => void) | undefined;
}

export interface UnloadModelOptions {
  /** Also one that was loaded with a time to live, and without waiting for what it answers now. */
  readonly force?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface UnloadResult {
  readonly name: string;
  /** `kept`: it was loaded with a time to live, which only `force` overrules. */
  readonly result: "unloaded" | "kept" | "not-loaded";
}

/** Creates the client of a service. All its calls throw AssayError: what the service said, `service-unavailable`, `aborted`. */
export function createServiceClient(state: Pick<ServiceState, "endpoints" | "sessionToken">): ServiceClient {
  return {
    readReport: (signal) => ask<ServiceReport>({ path: "/assay/v1/service", signal }),
    async listLoaded(signal) {
      const { models } = await ask<{ models: readonly LoadedModelReport[] }>({
        path: "/assay/v1/models/loaded",
        signal,
      });
      return models;
    },
    async load(model, { signal, onProgress, ...options } = {}) {
      const call = { method: "POST", path: "/assay/v1/models/load", body: { model, ...options }, signal } as const;
      const answer = await send(call);
      const lines = createInterface({ input: answer });
      for await (const line of lines) {
        const event = JSON.parse(line) as LoadEvent;
        switch (event.type) {
          case "progress":
            onProgress?.(event.ratio);
            break;
          case "loaded":
            return event;
          case "failed":
            throw new AssayError(event.error);
          default:
            event satisfies never;
        }
      }
      throw signal?.aborted ? aborted() : cutOff();
    },
    unload: (model, { signal, ...options } = {}) =>
      ask<UnloadResult>({ method: "POST", path: "/assay/v1/models/unload", body: { model, ...options }, signal }),
  };

  async function ask<T>(call: ServiceCall): Promise<T> {
    return (await json(await send(call))) as T;
  }

  async function send(call: ServiceCall): Promise<IncomingMessage> {
    const answer = await requestService(state, call).catch((cause: unknown) => {
      throw call.signal?.aborted ? aborted() : notReached(state, cause);
    });
    if (answer.statusCode !== undefined && answer.statusCode < 300) return answer;
    throw toError(await json(answer).catch(() => undefined), answer.statusCode);
  }
}

/** The service's own words; its codes are ours with underscores. */
function toError(body: unknown, status: number | undefined): AssayError {
  const { message, code } = (body as { error?: { message?: string; code?: string } } | undefined)?.error ?? {};
  return new AssayError({
    code:
      code === "model_not_found" ? "unknown-model" : code === "invalid_input" ? "invalid-input" : "service-unavailable",
    message: message ?? `The service answered with status ${status}`,
  });
}

function notReached({ endpoints }: Pick<ServiceState, "endpoints">, cause: unknown): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `Cannot ask the service as it must answer at ${endpoints[0]}: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "`assay service status` tells whether it runs, `assay service logs` what it said last.",
    cause,
  });
}

function cutOff(): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: "The service ended the connection before the model was loaded.",
    hint: "`assay service logs` tells what it said last.",
  });
}

function aborted(): AssayError {
  return new AssayError({ code: "aborted", message: "Stopped before the service was done." });
}
