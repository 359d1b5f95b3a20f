import { z } from "zod";
import { hubSchema } from "../../hub/hub-schema.ts";
import { strictObject } from "../../json/strict-object.ts";

const text = z.string().regex(/\S/, "a text that is not empty");

/** An http or https address without user name, query or fragment: what would stand there has keys of its own. */
const baseUrlSchema = z
  .string()
  .refine(isPlainHttpUrl, "an http or https address without user name, query or fragment")
  .describe("Address up to and including /v1; the /v1 may go when nothing else stands there.");

const endpointSchema = strictObject({
  baseUrl: baseUrlSchema,
  model: text.optional().describe("The model's name at the endpoint; may go when it has one model only."),
  apiKeyVariable: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of an environment variable, never the key itself")
    .optional()
    .describe("Environment variable that holds the key."),
}).meta({ id: "endpoint" });

const adapterSchema = strictObject({
  module: text.describe("JavaScript or TypeScript module with load() and generate(); relative to this file."),
  weights: text.optional().describe("Path that load() is given; relative to this file."),
  options: z.record(z.string(), z.unknown()).optional().describe("Handed to load() as it stands."),
}).meta({ id: "adapter" });

const scriptSchema = strictObject({
  tokens: z.array(z.string()).describe("Texts of one token each: the answer to every request."),
  firstTokenMs: z.number().min(0).optional(),
  tokenMs: z.number().min(0).optional(),
  end: z.enum(["stop", "cut", "hang", "crash"]).optional(),
}).meta({ id: "script" });

const foundrySchema = strictObject({
  model: text.describe("Alias or id there."),
  baseUrl: baseUrlSchema.optional().describe("Absent: where that service says it is."),
}).meta({ id: "foundry" });

/** Where a model comes from; at most one of them stands in one place, but for a hub beside a file. */
export const sourceShape = {
  file: text.optional().describe("Model file, relative to this file; ~ is the home folder."),
  hub: hubSchema.optional().describe("Files of a model hub; beside a file: taken where that file is not there."),
  endpoint: endpointSchema.optional().describe("A model behind an OpenAI-compatible endpoint."),
  foundry: foundrySchema.optional().describe("A model of a Foundry Local service."),
  adapter: adapterSchema.optional().describe("A module of your own that answers."),
  script: scriptSchema.optional().describe("A made-up model that answers stated tokens with stated delays."),
};

function isPlainHttpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}
