import type { SourceDefinition } from "./source-definition.ts";
import { writtenText } from "./written-values.ts";

export const fileSource = {
  description: "Model file, relative to this file; ~ is the home folder.",
  schema: writtenText,
  place: "here",
  toSource: (file, toPath) => ({ type: "file", path: toPath(file) }),
  fileOf: ({ path }) => path,
  describe: ({ path }) => `is the file ${path}`,
} satisfies SourceDefinition<"file", typeof writtenText>;
