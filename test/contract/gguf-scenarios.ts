import { fileURLToPath } from "node:url";
import type { ChatHarness } from "./chat-model-contract.ts";

/** Path of a model that ships with the repository. */
export function shippedModel(file: string): string {
  return fileURLToPath(new URL(`../../models/${file}`, import.meta.url));
}

const NOTES = `Extract the action items from the notes.

Goyaza weekly, December 26
Present: Pofili, Ingrid, Olga, Luca, Thomas.
Topic: training.
- Ingrid will share the device order by January 20.
- It was decided to keep the price at 1200 dollars.
- Pofili has to share the press text before Friday.`;

/** Scenarios for the shipped notes models. */
export const NOTES_SCENARIOS: ChatHarness["scenarios"] = {
  answer: { request: { messages: [{ role: "user", content: NOTES }], maxTokens: 120 } },
  long: {
    // A reward for every repetition: the model says the same until it may say no more.
    request: {
      messages: [{ role: "user", content: "Tell a story about local models." }],
      temperature: 0,
      frequencyPenalty: -20,
      maxTokens: 900,
    },
  },
  toolCall: {
    // These models know no tools: only a grammar makes them call one.
    request: {
      messages: [{ role: "user", content: "How is the weather in Oslo?" }],
      tools: [
        {
          name: "weather",
          description: "Tells the weather.",
          parameters: {
            type: "object",
            properties: { city: { enum: ["Oslo", "Rome"] }, days: { type: "integer", minimum: 1, maximum: 7 } },
            required: ["city", "days"],
          },
        },
      ],
      toolChoice: "required",
      temperature: 0,
    },
  },
  json: {
    request: {
      messages: [{ role: "user", content: NOTES }],
      responseFormat: {
        type: "json-schema",
        schema: {
          type: "object",
          properties: { owner: { type: "string", maxLength: 12 }, done: { type: "boolean" } },
          required: ["owner", "done"],
        },
      },
      temperature: 0,
    },
  },
};
