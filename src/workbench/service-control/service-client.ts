import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { json } from "node:stream/consumers";
import type * as z from "zod";
import { AssayError } from "../../core/errors.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { type AccessChange, accessSchema } from "../../wire/assay/change-access.ts";
import { decodeErrorCode } from "../../wire/assay/error-code.ts";
import { type LoadEvent, loadEventSchema } from "../../wire/assay/load-model.ts";
import { type LoadedModelReport, loadedModelsSchema } from "../../wire/assay/loaded-models.ts";
import { type ServiceReport, serviceReportSchema } from "../../wire/assay/service-report.ts";
import { type UnloadResult, unloadResultSchema } from "../../wire/assay/unload-model.ts";
import { parseErrorBody } from "../../wire/openai/error-body.ts";
import { requestService, type ServiceCall } from "./request-service.ts";
import type { ServiceState } from "./service-state.ts";

/** The management routes of a running service. */
export interface ServiceClient {
  readReport(signal?: AbortSignal): Promise<ServiceReport>;
  /** Lists the loaded models, with their memory as measured now. */
  listLoaded(signal?: AbortSignal): Promise<readonly LoadedModelReport[]>;
  /** Loads a model; leaving off by the signal cancels the load. */
  load(
    name: string,
    options?: LoadModelOptions,
  ): Promise<{ readonly name: string; readonly loadMs?: number | undefined }>;
  unload(name: string, options?: UnloadModelOptions): Promise<UnloadResult>;
  /** Changes who may ask; what is absent stays as it is. */
  changeAccess(change: AccessChange): Promise<AccessChange>;
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

/** Creates the client of a service. All its calls throw AssayError: what the service said, `service-unavailable`, `aborted`. */
export function createServiceClient(state: Pick<ServiceState, "endpoints" | "sessionToken">): ServiceClient {
  return {
    readReport: (signal) => ask({ path: "/assay/v1/service", signal }, serviceReportSchema),
    listLoaded: async (signal) => (await ask({ path: "/assay/v1/models/loaded", signal }, loadedModelsSchema)).models,
    async load(model, { signal, onProgress, ...options } = {}) {
      const call = { method: "POST", path: "/assay/v1/models/load", body: { model, ...options }, signal } as const;
      for await (const line of createInterface({ input: await send(call) })) {
        const event = parseEvent(line);
        if (event === undefined) throw notUnderstood(state, line);
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
    unload: (model, { signal, ...options } = {}) => {
      const body = { model, ...options };
      return ask({ method: "POST", path: "/assay/v1/models/unload", body, signal }, unloadResultSchema);
    },
    changeAccess: (body) => ask({ method: "POST", path: "/assay/v1/service/access", body }, accessSchema),
  };

  async function ask<T>(call: ServiceCall, schema: z.ZodType<T>): Promise<T> {
    const answer = schema.safeParse(await json(await send(call)).catch(() => undefined));
    if (!answer.success) throw notUnderstood(state, answer.error);
    return answer.data;
  }

  async function send(call: ServiceCall): Promise<IncomingMessage> {
    const answer = await requestService(state, call).catch((cause: unknown) => {
      throw call.signal?.aborted ? aborted() : notReached(state, cause);
    });
    if (answer.statusCode !== undefined && answer.statusCode < 300) return answer;
    throw toError(await json(answer).catch(() => undefined), answer.statusCode);
  }
}

function parseEvent(line: string): LoadEvent | undefined {
  try {
    return loadEventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // cut in the middle, or not ours
  }
}

/** The service's own words. */
function toError(body: unknown, status: number | undefined): AssayError {
  const said = parseErrorBody(body);
  return new AssayError({
    code: decodeErrorCode(said?.code) ?? "service-unavailable",
    message: said?.message ?? `The service answered with status ${status}.`,
  });
}

/** Such as a service of another version. */
function notUnderstood({ endpoints }: Pick<ServiceState, "endpoints">, cause: unknown): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `The service at ${endpoints[0]} answers in a form that this version does not know.`,
    hint: "`assay service restart` starts the one that is installed.",
    cause,
  });
}

function notReached({ endpoints }: Pick<ServiceState, "endpoints">, cause: unknown): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `No service answers at ${endpoints[0]} (${explainSystemError(cause)}).`,
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
  return new AssayError({ code: "aborted", message: "The request to the service was stopped." });
}
