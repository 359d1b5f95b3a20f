import type * as z from "zod";
import { describeZodIssue } from "../../../lib/describe-zod-issue.ts";
import { endSentence } from "../../../lib/end-sentence.ts";

/** A fault of a request: its place, such as `messages.0.role`, and the reason in words. */
export interface RequestProblem {
  /** Absent when it is the body as a whole. */
  readonly param?: string | undefined;
  readonly message: string;
}

/** Words the first issue of a request that does not fit its schema. @param request the part of it that was checked */
export function describeIssue(issue: z.core.$ZodIssue, request: unknown, place = "The body"): RequestProblem {
  const [problem] = describeZodIssue(issue, request);
  const param = problem?.path.join(".") || undefined;
  return { param, message: endSentence(`${param ?? place} ${problem?.message}`) };
}
