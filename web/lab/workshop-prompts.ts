/** The two prompts of the workshop's comparison of a small with a large model. */
export const WORKSHOP_PROMPTS = [
  "Summarize retrieval augmented generation in 2 sentences.",
  "List 5 creative IoT edge AI ideas.",
] as const;

/** As many prompts as a difference takes to be told from chance. */
export const PROMPT_SET = [
  ...WORKSHOP_PROMPTS,
  "Explain the principle of retrieval augmented generation in 2 sentences.",
  "List 3 privacy benefits of local inference.",
  "Summarize why model size impacts latency on consumer hardware.",
  "Provide two scenarios where an SLM is preferable to an LLM.",
] as const;
