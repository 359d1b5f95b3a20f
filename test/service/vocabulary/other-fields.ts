import { field, type SpokenField } from "./spoken-field.ts";

const everybody = ["OpenAI", "llama.cpp", "Ollama", "LM Studio", "vLLM"] as const;

/** Fields of `/v1/completions` beside those of every route. */
export const completionFields: readonly SpokenField[] = [
  ...field(
    "prompt",
    everybody,
    ["a", { becomes: { messages: [], prompt: { text: "a", suffix: undefined } } }],
    [["a"], { becomes: { prompt: { text: "a", suffix: undefined } } }],
    ["", { becomes: { prompt: { text: "", suffix: undefined } } }],
    [5, "refused"],
  ),
  ...field(
    "prompt",
    ["OpenAI", "llama.cpp", "vLLM"],
    [[1, 2], { becomes: { prompt: { text: [1, 2], suffix: undefined } } }],
    [[[1, 2]], { becomes: { prompt: { text: [1, 2], suffix: undefined } } }],
    [null, { becomes: { prompt: { text: "", suffix: undefined } } }],
    [null, "refused", { messages: [{ role: "user", content: "hi" }] }],
  ),
  ...field(
    "max_tokens",
    everybody,
    [5, { becomes: { maxTokens: 5 } }],
    [null, { becomes: { maxTokens: 16 } }],
    [-1, { becomes: { maxTokens: undefined } }],
  ),
  ...field(
    "logprobs",
    ["OpenAI", "vLLM"],
    [2, { becomes: { logprobs: 2 } }],
    [0, { becomes: { logprobs: 0 } }],
    [true, { becomes: { logprobs: 0 } }],
    [false, { becomes: { logprobs: undefined } }],
    [null, "accepted"],
    [21, "refused"],
  ),
  ...field("echo", ["OpenAI", "vLLM"], [true, "accepted"], [false, "accepted"], [null, "accepted"]),
  ...field(
    "suffix",
    ["OpenAI", "Ollama"],
    ["b", { becomes: { prompt: { text: "hi", suffix: "b" } } }],
    ["", "accepted"],
    [null, "accepted"],
  ),
  ...field("best_of", ["OpenAI"], [1, "accepted"], [null, "accepted"], [3, "refused"]),
  ...field("n", ["OpenAI", "vLLM"], [2, "accepted"], [null, "accepted"]),
  ...field("guided_regex", ["vLLM"], ["a+", { becomes: { responseFormat: { type: "pattern", pattern: "a+" } } }]),
];

/** Fields of `/v1/responses` beside those of every route. */
export const responseFields: readonly SpokenField[] = [
  ...field(
    "max_output_tokens",
    ["OpenAI"],
    [5, { becomes: { maxTokens: 5 } }],
    [-1, { becomes: { maxTokens: undefined } }],
    [null, "accepted"],
  ),
  ...["max_completion_tokens", "max_tokens"].flatMap((name) =>
    field(name, ["OpenAI"], [5, { becomes: { maxTokens: 5 } }], [null, "accepted"]),
  ),
  ...field(
    "response_format",
    ["OpenAI"],
    [{ type: "json_object" }, { becomes: { responseFormat: { type: "json-object" } } }],
    [null, "accepted"],
  ),
  ...field("instructions", ["OpenAI"], ["be brief", "accepted"], [null, "accepted"]),
  ...field("store", ["OpenAI"], [false, "accepted"], [true, "named"], [null, "accepted"]),
  ...field("background", ["OpenAI"], [false, "accepted"], [null, "accepted"], [true, "refused"]),
  ...field("previous_response_id", ["OpenAI"], [null, "accepted"], ["", "accepted"], ["resp_1", "refused"]),
  ...field("conversation", ["OpenAI"], [null, "accepted"], ["conv_1", "refused"]),
  ...field("prompt", ["OpenAI"], [null, "accepted"], [{ id: "p" }, "refused"]),
  ...field("reasoning", ["OpenAI"], [{ effort: "low" }, "named"], [{}, "accepted"], [null, "accepted"]),
  ...field("truncation", ["OpenAI"], ["disabled", "accepted"], ["auto", "named"], [null, "accepted"]),
  ...field("include", ["OpenAI"], [["reasoning.encrypted_content"], "named"], [[], "accepted"], [null, "accepted"]),
  ...field("max_tool_calls", ["OpenAI"], [3, "named"], [null, "accepted"]),
  ...field(
    "text",
    ["OpenAI"],
    [{ format: { type: "json_object" } }, { becomes: { responseFormat: { type: "json-object" } } }],
    [{ verbosity: "low" }, "named"],
    [null, "accepted"],
  ),
  ...field(
    "tools",
    ["OpenAI"],
    [[{ type: "function", name: "f", strict: true }], "accepted"],
    [
      [{ type: "function", function: { name: "f" } }],
      { becomes: { tools: [{ name: "f", description: undefined, parameters: undefined }] } },
    ],
    [[], "accepted"],
    [[{ type: "web_search" }], "refused"],
  ),
];

/** Fields of `/v1/embeddings`; there is no chat request to look at. */
export const embeddingFields: readonly SpokenField[] = [
  ...field(
    "input",
    everybody,
    ["a", "accepted"],
    [["a", "b"], "accepted"],
    ["", "refused"],
    [[], "refused"],
    [null, "refused"],
  ),
  ...field("input", ["OpenAI", "llama.cpp", "vLLM"], [[1, 2], "refused"], [[[1, 2]], "refused"]),
  ...field(
    "encoding_format",
    ["OpenAI", "llama.cpp", "vLLM"],
    ["float", "accepted"],
    ["base64", "accepted"],
    [null, "accepted"],
    ["hex", "refused"],
  ),
  ...field("dimensions", ["OpenAI", "vLLM"], [2, "accepted"], [null, "accepted"], [3, "refused"]),
  ...field("user", ["OpenAI"], ["u", "accepted"], [7, "accepted"], [null, "accepted"]),
  ...field("truncate", ["Ollama"], [true, "named"]),
  ...field("truncate_prompt_tokens", ["vLLM"], [10, "named"]),
  ...field("keep_alive", ["Ollama"], ["5m", "named"]),
  ...field("ttl", ["LM Studio"], [60, "accepted"]),
  ...field("input_type", ["vLLM"], ["query", "named"]),
];
