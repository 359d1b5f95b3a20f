import * as z from "zod";

/** The body of `POST /openai/download`, whichever way its keys are written. */
export const downloadBodySchema = z.preprocess(
  lowerKeys,
  z.object({
    model: z.object({ name: z.string().nullish(), path: z.string().nullish(), uri: z.string().nullish() }),
    token: z.string().nullish(),
    customdirpath: z.string().nullish(),
  }),
);

export type DownloadBody = z.output<typeof downloadBodySchema>;

/** Clients write `Name`, documents `name`, the C# client `Model`: keys are read in any case, two levels deep. */
function lowerKeys(body: unknown): unknown {
  if (!isRecord(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key.toLowerCase(),
      key.toLowerCase() === "model" ? lowered(value) : value,
    ]),
  );
}

function lowered(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
