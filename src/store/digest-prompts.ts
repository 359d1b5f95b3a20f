import { createHash } from "node:crypto";
import type { Prompt } from "../core/prompt.ts";
import { toCanonicalJson } from "./canonical-json.ts";

/** SHA-256, in hexadecimal, over prompts with all that is asked of their answers, in whatever order they stand. */
export function digestPrompts(prompts: readonly Prompt[]): string {
  const sorted = prompts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return createHash("sha256").update(toCanonicalJson(sorted)).digest("hex");
}
