import { z } from "zod";
import { FORMAT_NAMES } from "../formats/format-names.ts";
import { formatOfFile } from "../formats/formats.ts";
import { strictObject } from "../json/strict-object.ts";
import { checkFilePath, checkRepoName, checkRevision } from "./check-hub-name.ts";

const repoSchema = z.string().refine(isAccepted(checkRepoName), "a repository such as Qwen/Qwen2.5-0.5B-Instruct-GGUF");
const revisionSchema = z.string().refine(isAccepted(checkRevision), "a branch, tag or commit");
const pathSchema = z.string().refine(isAccepted(checkFilePath), "the path of a file in the repository");

/** Files of a model hub; the first is the one to load. */
export const hubSchema = strictObject({
  repo: repoSchema.describe("Such as Qwen/Qwen2.5-0.5B-Instruct-GGUF."),
  revision: revisionSchema.optional().describe("Branch, tag or commit; absent: main."),
  file: pathSchema.optional().describe("Path in the repository."),
  files: z
    .array(pathSchema)
    .min(1)
    .optional()
    .describe("Paths in the repository when there are several; the first is the one to load."),
  format: z.enum<readonly string[]>(FORMAT_NAMES).optional().describe("Absent: from the file's name."),
})
  .superRefine(({ file, files, format }, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (file === undefined && files === undefined) issue("file", "the path of the model's file, or a list in files");
    if (file !== undefined && files !== undefined) issue("files", "absent, as there is a file already");
    const first = file ?? files?.[0];
    if (first !== undefined && format === undefined && formatOfFile(first) === undefined)
      issue("format", `${FORMAT_NAMES.map((name) => `"${name}"`).join(" or ")}, as the file's name does not say it`);
  })
  .meta({ id: "hub" });

/** Refuses in a file what a download would refuse later. */
function isAccepted(check: (value: string) => string): (value: string) => boolean {
  return (value) => {
    try {
      return check(value) === value;
    } catch {
      return false;
    }
  };
}
