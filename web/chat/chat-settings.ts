import * as z from "zod";
import type { ChatRequest, ToolDefinition } from "../../src/core/chat-model.ts";
import { endSentence } from "../../src/lib/end-sentence.ts";
import { describeIssue } from "../../src/wire/openai/server/describe-issue.ts";
import { toolShape, toTools } from "../../src/wire/openai/server/tool-schema.ts";

/** How a conversation is to be answered; what is absent is left to the model. */
export const chatSettingsSchema = z.object({
  system: z.string().default(""),
  temperature: z.number().optional(),
  topP: z.number().optional(),
  maxTokens: z.number().optional(),
  seed: z.number().optional(),
  /** One text a line. */
  stop: z.string().default(""),
  /** Definitions as JSON, as they were typed. */
  tools: z.string().default(""),
});

export type ChatSettings = z.output<typeof chatSettingsSchema>;

export const NO_SETTINGS: ChatSettings = { system: "", stop: "", tools: "" };

/** The part of a request that the settings say. @throws Error in words, where the tools are not as they must be */
export function toRequest(settings: ChatSettings): Omit<ChatRequest, "messages"> {
  const { temperature, topP, maxTokens, seed, stop } = settings;
  const stops = stop.split("\n").filter((text) => text !== "");
  const tools = parseTools(settings.tools);
  return {
    temperature,
    topP,
    maxTokens,
    seed,
    ...(stops.length > 0 && { stop: stops }),
    ...(tools.length > 0 && { tools }),
  };
}

const toolFields = z.object({ tools: toolShape.tools });

/** Reads definitions of tools: a list, or one alone. @throws Error in words */
export function parseTools(json: string): readonly ToolDefinition[] {
  if (json.trim() === "") return [];
  const tools = [parseJson(json)].flat();
  const parsed = toolFields.safeParse({ tools });
  const [issue] = parsed.error?.issues ?? [];
  if (issue !== undefined) throw new Error(describeIssue(issue, { tools }).message);
  return toTools({ tools: parsed.data?.tools }) ?? [];
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(endSentence(`The tools must be JSON: ${error instanceof Error ? error.message : error}`), {
      cause: error,
    });
  }
}
