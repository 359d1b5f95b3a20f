import * as z from "zod";

/** What a service says of itself. */
export interface ServiceStatus {
  readonly endpoints: readonly string[];
  /** Folder of the downloaded models. */
  readonly modelFolder?: string | undefined;
}

const statusSchema = z.object({
  endpoints: z.array(z.string()).catch([]),
  modelDirPath: z.string().nullish().catch(undefined),
  modelCachePath: z.string().nullish().catch(undefined),
});

/** Reads the answer of `GET /openai/status` (classic) or `/status` (v1.x); undefined when it is neither. */
export function parseServiceStatus(body: unknown): ServiceStatus | undefined {
  const status = statusSchema.safeParse(body).data;
  const modelFolder = status?.modelDirPath ?? status?.modelCachePath ?? undefined;
  if (status === undefined || (modelFolder === undefined && status.endpoints.length === 0)) return undefined;
  return { endpoints: status.endpoints, modelFolder };
}
