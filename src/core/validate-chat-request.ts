import type { ChatCapabilities, ChatMessage, ChatRequest, RawPrompt } from "./chat-model.ts";
import { AssayError } from "./errors.ts";
import type { Warning } from "./warning.ts";

/**
 * Checks a request before any engine works on it, so that every engine refuses the same things in the same words.
 *
 * The engine that answers calls this, at the start of `chat()`, and nobody else does: it alone is there for every user of
 * the model, in process or over HTTP, and knows what the model can do. What passes a request on relies on it.
 *
 * @returns what will not be done as asked though the answer keeps its meaning; to be sent as `warning` events
 * @throws AssayError `invalid-input` for a value that no engine could honour, `unsupported` for one that this model cannot
 */
export function validateChatRequest(request: ChatRequest, capabilities: ChatCapabilities): readonly Warning[] {
  if (request.prompt === undefined) requireMessages(request.messages);
  else requirePrompt(request, request.prompt);
  const least = request.prompt?.echo === true ? 0 : 1;
  requireNumber("maxTokens", request.maxTokens, isWholeFrom(least), `a whole number of at least ${least}`);
  requireNumber("temperature", request.temperature, isFrom(0), "a finite number of at least 0");
  requireNumber("topP", request.topP, (value) => value > 0 && value <= 1, "above 0 and at most 1");
  requireNumber("topK", request.topK, isWholeFrom(0), "a whole number of at least 0");
  requireNumber("minP", request.minP, (value) => value >= 0 && value <= 1, "from 0 to 1");
  requireNumber("repetitionPenalty", request.repetitionPenalty, isAbove0, "a finite number above 0");
  for (const [token, bias] of Object.entries(request.logitBias ?? {})) {
    if (!/^\d{1,9}$/.test(token)) refuse("logitBias", "named by the numbers of tokens", token);
    requireNumber(`logitBias.${token}`, bias, Number.isFinite, "a finite number");
  }
  requireNumber("presencePenalty", request.presencePenalty, Number.isFinite, "a finite number");
  requireNumber("frequencyPenalty", request.frequencyPenalty, Number.isFinite, "a finite number");
  requireNumber("seed", request.seed, Number.isSafeInteger, "a whole number");
  requireNumber("logprobs", request.logprobs, isWholeFrom(0), "a whole number of at least 0");
  for (const [index, text] of (request.stop ?? []).entries())
    if (typeof text !== "string" || text === "") refuse(`stop[${index}]`, "a text that is not empty", text);
  requireTools(request);
  requireResponseFormat(request);
  requireSupport(request, capabilities);
  return listIgnored(request, capabilities);
}

const ROLES: readonly string[] = ["system", "user", "assistant", "tool"] satisfies readonly ChatMessage["role"][];

function requireMessages(messages: readonly ChatMessage[]): void {
  if (!Array.isArray(messages) || messages.length === 0) refuse("messages", "a list of at least one message", messages);
  for (const [index, message] of messages.entries()) {
    const at = `messages[${index}]`;
    if (!ROLES.includes(message.role)) refuse(`${at}.role`, `one of ${ROLES.join(", ")}`, message.role);
    if (typeof message.content !== "string") refuse(`${at}.content`, "a text", message.content);
    if (message.role === "tool" && message.toolCallId === undefined)
      refuse(`${at}.toolCallId`, "the id of the call that it answers", undefined);
    for (const [call, { id, name, argumentsJson }] of (message.toolCalls ?? []).entries())
      for (const [field, value] of Object.entries({ id, name, argumentsJson }))
        if (typeof value !== "string") refuse(`${at}.toolCalls[${call}].${field}`, "a text", value);
  }
}

function requirePrompt({ messages, tools = [] }: ChatRequest, { text, suffix }: RawPrompt): void {
  if (messages.length > 0) refuse("messages", "empty where there is a prompt", messages);
  if (tools.length > 0) refuse("tools", "absent where there is a prompt", tools);
  const isTokens = Array.isArray(text) && text.every((token) => isWholeFrom(0)(token));
  if (typeof text !== "string" && !isTokens) refuse("prompt.text", "a text or a list of tokens", text);
  if (suffix !== undefined && typeof suffix !== "string") refuse("prompt.suffix", "a text", suffix);
}

function requireTools({ tools = [], toolChoice }: ChatRequest): void {
  const names = tools.map((tool) => tool.name);
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string" || name === "") refuse(`tools[${index}].name`, "a text that is not empty", name);
    if (names.indexOf(name) !== index) refuse(`tools[${index}].name`, "the only one of its name", name);
    const parameters: unknown = tools[index]?.parameters;
    if (
      parameters !== undefined &&
      (typeof parameters !== "object" || parameters === null || Array.isArray(parameters))
    )
      refuse(`tools[${index}].parameters`, "a JSON Schema object", parameters);
  }
  if (toolChoice === undefined || toolChoice === "auto" || toolChoice === "none") return;
  if (typeof toolChoice !== "object" && toolChoice !== "required")
    refuse("toolChoice", "one of auto, none, required, or an object with the tool's name", toolChoice);
  if (names.length === 0) refuse("toolChoice", "absent, auto or none where there are no tools", toolChoice);
  if (typeof toolChoice === "object" && !names.includes(toolChoice.name))
    refuse("toolChoice.name", `one of ${names.join(", ")}`, toolChoice.name);
}

function requireResponseFormat({ responseFormat }: ChatRequest): void {
  if (responseFormat === undefined || responseFormat.type === "text" || responseFormat.type === "json-object") return;
  switch (responseFormat.type) {
    case "pattern":
      requireText("responseFormat.pattern", responseFormat.pattern);
      break;
    case "grammar":
      requireText("responseFormat.gbnf", responseFormat.gbnf);
      break;
    case "json-schema": {
      const { schema } = responseFormat;
      if (typeof schema !== "object" || schema === null || Array.isArray(schema))
        refuse("responseFormat.schema", "a JSON Schema object", schema);
      break;
    }
    default:
      responseFormat satisfies never;
      refuse(
        "responseFormat.type",
        "one of text, json-object, json-schema, pattern, grammar",
        Reflect.get(responseFormat, "type"),
      );
  }
}

function requireText(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") refuse(name, "a text that is not empty", value);
}

function requireSupport(request: ChatRequest, capabilities: ChatCapabilities): void {
  if (!capabilities.stop && (request.stop?.length ?? 0) > 0) lacks("stop texts");
  if (!capabilities.logprobs && request.logprobs !== undefined) lacks("log-probabilities");
  if (!capabilities.tools && (request.tools?.length ?? 0) > 0) lacks("tools");
  if (request.prompt !== undefined && capabilities.completion === undefined)
    lacks("way to continue a text", "Ask it in a chat, or choose a model of a GGUF file or of an endpoint.");
  if (request.prompt?.suffix !== undefined && capabilities.completion?.infill !== true)
    lacks(
      "way to fill a gap",
      "Leave out the suffix, or choose a model that was trained to fill gaps, such as a coder.",
    );
  const format = request.responseFormat?.type ?? "text";
  if (!capabilities.responseFormat && format !== "text") lacks(`answers of the format ${format}`);
}

function listIgnored(request: ChatRequest, capabilities: ChatCapabilities): readonly Warning[] {
  const warnings: Warning[] = [];
  const ignored = (message: string) => warnings.push({ code: "parameter-ignored", message });
  if (!capabilities.temperature && request.temperature !== undefined)
    ignored("temperature: this model is not known to honour it");
  if (!capabilities.seed && request.seed !== undefined) ignored("seed: this model is not known to honour it");
  if (capabilities.reasoningEffort !== true && request.reasoningEffort !== undefined)
    ignored("reasoningEffort: this model cannot be told how much to reason");
  if (!capabilities.promptReuseSwitch && request.promptReuse === false)
    ignored("promptReuse: this model cannot be told to compute a repeated prompt anew");
  return warnings;
}

function requireNumber(name: string, value: number | undefined, isValid: (value: number) => boolean, rule: string) {
  if (value !== undefined && !(typeof value === "number" && isValid(value))) refuse(name, rule, value);
}

function isWholeFrom(least: number): (value: number) => boolean {
  return (value) => Number.isSafeInteger(value) && value >= least;
}

function isAbove0(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

function isFrom(least: number): (value: number) => boolean {
  return (value) => Number.isFinite(value) && value >= least;
}

function refuse(name: string, rule: string, value: unknown): never {
  const shown = typeof value === "object" || typeof value === "string" ? JSON.stringify(value) : String(value);
  throw new AssayError({
    code: "invalid-input",
    message: value === undefined ? `${name} must be ${rule}; it is missing.` : `${name} must be ${rule}, not ${shown}.`,
    hint: `Correct ${name}, or leave it out where it is optional.`,
  });
}

function lacks(what: string, hint = `Leave them out, or choose a model whose capabilities include ${what}.`): never {
  throw new AssayError({
    code: "unsupported",
    message: `This model has no ${what}.`,
    hint,
  });
}
