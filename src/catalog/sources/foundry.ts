import { strictObject } from "../../json/strict-object.ts";
import { toBaseUrl } from "./endpoint-url.ts";
import type { SourceDefinition } from "./source-definition.ts";
import { writtenBaseUrl, writtenText } from "./written-values.ts";

const foundrySchema = strictObject({
  model: writtenText.describe("Alias or id there."),
  baseUrl: writtenBaseUrl.optional().describe("Absent: where that service says it is."),
}).meta({ id: "foundry" });

export const foundrySource = {
  description: "A model of a Foundry Local service.",
  schema: foundrySchema,
  place: "elsewhere",
  toSource: ({ model, baseUrl }) => ({
    type: "foundry",
    model,
    ...(baseUrl !== undefined && { baseUrl: toBaseUrl(baseUrl) }),
  }),
  describe: () => "is a model of Foundry Local, which downloads it itself",
} satisfies SourceDefinition<"foundry", typeof foundrySchema>;
