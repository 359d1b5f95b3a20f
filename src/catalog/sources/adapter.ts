import { z } from "zod";
import { strictObject } from "../../json/strict-object.ts";
import type { SourceDefinition } from "./source-definition.ts";
import { writtenText } from "./written-values.ts";

const adapterSchema = strictObject({
  module: writtenText.describe("JavaScript or TypeScript module with load() and generate(); relative to this file."),
  weights: writtenText.optional().describe("Path that load() is given; relative to this file."),
  options: z.record(z.string(), z.unknown()).optional().describe("Handed to load() as it stands."),
}).meta({ id: "adapter" });

export const adapterSource = {
  description: "A module of your own that answers.",
  schema: adapterSchema,
  place: "here",
  toSource: ({ module, weights, options }, toPath) => ({
    type: "adapter",
    modulePath: toPath(module),
    ...(weights !== undefined && { weightsPath: toPath(weights) }),
    ...(options !== undefined && { options }),
  }),
  fileOf: ({ modulePath }) => modulePath,
  describe: ({ modulePath }) => `is made by ${modulePath}`,
} satisfies SourceDefinition<"adapter", typeof adapterSchema>;
