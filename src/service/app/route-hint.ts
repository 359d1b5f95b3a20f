/** Routes of other servers' own APIs, and what does the same here. */
const FOREIGN: readonly (readonly [path: RegExp, whose: string, instead: string])[] = [
  [/^\/api\/(chat|generate)$/, "Ollama's", "POST /v1/chat/completions"],
  [/^\/api\/(embed|embeddings)$/, "Ollama's", "POST /v1/embeddings"],
  [/^\/api\/(tags|ps|show|version|pull|push|create|copy|delete|blobs\/.*)$/, "Ollama's", "GET /v1/models"],
  [/^\/api\/v[01]\/chat(\/completions)?$/, "LM Studio's", "POST /v1/chat/completions"],
  [/^\/api\/v[01]\//, "LM Studio's", "GET /v1/models"],
  [/^\/(completion|infill|apply-template)$/, "llama.cpp's", "POST /v1/completions"],
  [/^\/(props|slots|tokenize|detokenize|lora-adapters)$/, "llama.cpp's", "GET /v1/models"],
  [/^\/embedding$/, "llama.cpp's", "POST /v1/embeddings"],
  [/^\/v1\/messages(\/.*)?$/, "Anthropic's", "POST /v1/chat/completions"],
  [/^\/v1(beta)?\/models\/.*:\w+$/, "Gemini's", "POST /v1/chat/completions"],
  [/^\/openai\/deployments\//, "Azure's", "POST /v1/chat/completions, which takes the deployment's name as model"],
];

/** The way on for an address that nothing answers: the route that was meant, or the one that does the same. */
export function hintRoute(path: string, routes: ReadonlyMap<string, ReadonlySet<string>>): string {
  const plain = path.replace(/(?<=.)\/+$/, "");
  const meant = findMeant(plain, routes);
  if (meant !== undefined) return `Did you mean ${meant}?`;
  const foreign = FOREIGN.find(([pattern]) => pattern.test(plain));
  if (foreign === undefined) return "GET /openapi.json lists what there is.";
  const [, whose, instead] = foreign;
  return `That is ${whose} own API. Choose OpenAI-compatible in the program, with a base URL that ends in /v1; here it is ${instead}.`;
}

/** A route of which the address has a part in front too much, such as `/api/v1/models`, or the `/v1` too little. */
function findMeant(path: string, routes: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const asked = path.toLowerCase();
  const known = [...routes.keys()].filter((url) => url.startsWith("/v1/") && !/[:*]/.test(url));
  const url = known.find((one) => one === asked || one === `/v1${asked}` || asked.endsWith(one));
  const methods = [...((url === undefined ? undefined : routes.get(url)) ?? [])].filter((method) => method !== "HEAD");
  return url === undefined ? undefined : `${methods.join(" or ")} ${url}`;
}
