import type { ChatRequest } from "../../src/core/chat-model.ts";
import type { FakeScript } from "../../src/core/engine.ts";
import type { ChatHarness, ScenarioName } from "./chat-model-contract.ts";

const request: ChatRequest = { messages: [{ role: "user", content: "Who writes the minutes?" }] };

/** One script for each scenario, for engines that play what they are told. */
export const SCRIPTS: Readonly<Record<ScenarioName, FakeScript>> = {
  answer: { tokens: ["Ada", " writes", " the", " min", "utes", " on", " Friday", "."] },
  long: { tokens: Array.from({ length: 400 }, (_, index) => ` ${index}`), tokenMs: 10 },
  // "😀" comes as two halves of a UTF-16 pair, "👩‍💻" as several characters that are joined.
  unicode: { tokens: ["Grüß", "e ", "\ud83d", "\ude00", " 👩", "\u200d", "💻", " 日本"] },
  toolCall: { tokens: ["unused"] },
  json: { tokens: ["unused"] },
};

export const SCRIPTED_SCENARIOS: ChatHarness["scenarios"] = {
  answer: { request, text: SCRIPTS.answer.tokens.join("") },
  long: { request },
  unicode: { request, text: SCRIPTS.unicode.tokens.join("") },
};
