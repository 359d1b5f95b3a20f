import type { z } from "zod";
import { describeZodIssue, type ZodProblem } from "../lib/describe-zod-issue.ts";
import { nearNames } from "../lib/near-names.ts";
import type { FileProblem } from "./file-problem.ts";
import { toFileError } from "./file-problem.ts";
import type { JsonDocument } from "./parse-json.ts";

type LocatedProblem = FileProblem & { readonly offset: number };

/**
 * Checks a document against a schema.
 *
 * @throws AssayError `invalid-file` with every problem: line, column, key path, what must be and what is there
 */
export function checkJson<Schema extends z.ZodType>(document: JsonDocument, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(document.value);
  if (result.success) return result.data;
  const problems = result.error.issues
    .flatMap((issue) => describeZodIssue(issue, document.value))
    .flatMap((problem) => locate(problem, document));
  throw toFileError(
    document.file,
    problems.sort((a, b) => a.offset - b.offset),
  );
}

function locate({ path, issue, message }: ZodProblem, document: JsonDocument): readonly LocatedProblem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) =>
      document.problemAt([...path, key], unknownKey(key, issue.message.split(" ")), "key"),
    );
  if (issue.code === "invalid_key")
    return [document.problemAt([...path], `must be ${issue.issues[0]?.message ?? "a valid key"}`, "key")];
  return [document.problemAt([...path], message)];
}

function unknownKey(key: string, known: readonly string[]): string {
  const [nearest] = nearNames(key, known, 1);
  const listed = `must be one of ${known.filter((name) => !name.startsWith("$")).join(", ")}`;
  return nearest === undefined ? `is no known key: it ${listed}` : `is no known key: did you mean "${nearest}"?`;
}
