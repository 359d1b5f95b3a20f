/** The two prompts of the workshop's comparison of a small with a large model. */
export const WORKSHOP_PROMPTS = [
  "Summarize retrieval augmented generation in 2 sentences.",
  "List 5 creative IoT edge AI ideas.",
] as const;
