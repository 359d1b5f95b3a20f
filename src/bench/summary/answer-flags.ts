import type { Sample } from "../../core/sample.ts";

/** The answer ended at the token limit: what it says may be cut short. */
export function isCapped(sample: Sample): boolean {
  return sample.finishReason === "length";
}

/** The answer holds nothing but white space. */
export function isEmpty(sample: Sample): boolean {
  return sample.text.trim() === "";
}
