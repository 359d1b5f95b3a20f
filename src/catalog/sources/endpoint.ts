import { z } from "zod";
import { strictObject } from "../../json/strict-object.ts";
import { toBaseUrl } from "./endpoint-url.ts";
import type { SourceDefinition } from "./source-definition.ts";
import { writtenBaseUrl, writtenText } from "./written-values.ts";

const endpointSchema = strictObject({
  baseUrl: writtenBaseUrl,
  model: writtenText.optional().describe("The model's name at the endpoint; may go when it has one model only."),
  apiKeyVariable: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of an environment variable, never the key itself")
    .optional()
    .describe("Environment variable that holds the key."),
}).meta({ id: "endpoint" });

export const endpointSource = {
  description: "A model behind an OpenAI-compatible endpoint.",
  schema: endpointSchema,
  place: "elsewhere",
  toSource: (endpoint) => ({ type: "endpoint", ...endpoint, baseUrl: toBaseUrl(endpoint.baseUrl) }),
  describe: ({ baseUrl }) => `is served by ${baseUrl}`,
} satisfies SourceDefinition<"endpoint", typeof endpointSchema>;
