import { z } from "zod";
import { strictObject } from "../../json/strict-object.ts";
import type { SourceDefinition } from "./source-definition.ts";

const scriptSchema = strictObject({
  tokens: z.array(z.string()).describe("Texts of one token each: the answer to every request."),
  firstTokenMs: z.number().min(0).optional(),
  tokenMs: z.number().min(0).optional(),
  end: z.enum(["stop", "cut", "hang", "crash"]).optional(),
}).meta({ id: "script" });

export const scriptSource = {
  description: "A made-up model that answers stated tokens with stated delays.",
  schema: scriptSchema,
  place: "here",
  toSource: (script) => ({ type: "script", script }),
  describe: () => "is made up",
} satisfies SourceDefinition<"script", typeof scriptSchema>;
