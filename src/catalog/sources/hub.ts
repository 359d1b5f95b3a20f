import { formatOfFile } from "../../formats/formats.ts";
import { findHubFile } from "../../hub/cache/find-hub-file.ts";
import { hubSchema } from "../../hub/hub-schema.ts";
import type { SourceDefinition } from "./source-definition.ts";

export const hubSource = {
  description: "Files of a model hub; beside a file: taken where that file is not there.",
  schema: hubSchema,
  place: "downloadable",
  toSource: ({ repo, revision, file, files = file === undefined ? [] : [file], format }) => ({
    type: "hub",
    repo,
    ...(revision !== undefined && { revision }),
    files,
    format: format ?? formatOfFile(files[0] ?? "") ?? "gguf",
  }),
  findDownloaded: (source, cacheDirectory) => findHubFile(cacheDirectory, source),
  describe: ({ repo }) => `is in ${repo}`,
} satisfies SourceDefinition<"hub", typeof hubSchema>;
