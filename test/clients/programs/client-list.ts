/** A client that is tried, and what has to be installed for it; its program stands beside this file. */
export interface Client {
  /** As the table names it. */
  readonly name: string;
  readonly runtime: "python" | "npm" | "go" | "rust" | "java";
  /** What `pip` or `npm` installs; the others name theirs in a file of their own. */
  readonly packages?: readonly string[] | undefined;
  /** The program, from the folder of the runtime; for Go, Rust and Java the folder that is copied whole. */
  readonly program: string;
}

function python(program: string, ...packages: readonly string[]): Client {
  const [name = program] = packages;
  return { name: name.replace(/\[.*/, ""), runtime: "python", packages, program: `try_${program}.py` };
}

export const CLIENTS: readonly Client[] = [
  python("openai", "openai", "pydantic"),
  python("litellm", "litellm"),
  python("instructor", "instructor"),
  python("pydantic_ai_slim", "pydantic-ai-slim[openai]"),
  python("openai_agents", "openai-agents"),
  python("langchain_openai", "langchain-openai"),
  python("llama_index_llms_openai_like", "llama-index-llms-openai-like"),
  python("llama_index_embeddings_openai_like", "llama-index-embeddings-openai-like"),
  python("haystack_ai", "haystack-ai"),
  python("semantic_kernel", "semantic-kernel"),
  python("guidance", "guidance", "openai"),
  python("dspy", "dspy"),
  python("lm_eval", "lm-eval[api]"),
  python("chainlit", "chainlit", "openai"),
  python("aider", "aider-chat"),
  python("open_webui", "open-webui"),
  { name: "promptfoo", runtime: "npm", packages: ["promptfoo"], program: "promptfoo.mjs" },
  { name: "go-openai (Go)", runtime: "go", program: "go-openai" },
  { name: "openai-go (Go)", runtime: "go", program: "openai-go" },
  { name: "async-openai (Rust)", runtime: "rust", program: "async-openai" },
  { name: "langchain4j-open-ai (Java)", runtime: "java", program: "langchain4j" },
];
