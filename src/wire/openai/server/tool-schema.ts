import * as z from "zod";
import type { ChatRequest, ToolDefinition } from "../../../core/chat-model.ts";

const functionSchema = z.object({
  name: z.string().min(1),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
});

const named = z.object({ name: z.string() });

/** What chat completions say of tools, in the newer and in the older form. */
export const toolShape = {
  tools: z.array(z.object({ type: z.literal("function"), function: functionSchema })).nullish(),
  tool_choice: z
    .union([z.enum(["auto", "none", "required"]), z.object({ type: z.literal("function"), function: named })])
    .nullish(),
  parallel_tool_calls: z.boolean().nullish().describe("false: an answer ends with its first call."),
  functions: z.array(functionSchema).nullish().describe("The older form of tools."),
  function_call: z.union([z.enum(["auto", "none"]), named]).nullish(),
};

const toolFields = z.object(toolShape);
type ToolFields = z.output<typeof toolFields>;

/** Names what contradicts itself. */
export function checkTools(body: ToolFields, context: z.core.$RefinementCtx): void {
  const refuse = (path: string[], message: string, input: unknown) =>
    context.addIssue({ code: "custom", path, message, input });
  if (body.tools != null && body.functions != null)
    refuse(["functions"], "absent where there are tools", body.functions);
  const names = (body.tools?.map((tool) => tool.function) ?? body.functions ?? []).map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse([body.tools == null ? "functions" : "tools"], "of names that differ", twice);
  const field = body.tool_choice == null ? "function_call" : "tool_choice";
  const choice = toToolChoice(body);
  if (choice === "required" && names.length === 0)
    refuse([field], "absent, auto or none where there are no tools", choice);
  if (typeof choice === "object" && !names.includes(choice.name))
    refuse([field], `one of the tools: ${names.join(", ") || "there are none"}`, choice.name);
}

export function toTools(body: ToolFields): readonly ToolDefinition[] | undefined {
  return (body.tools?.map((tool) => tool.function) ?? body.functions)?.map(toTool);
}

export function toTool({
  name,
  description,
  parameters,
}: Omit<z.output<typeof functionSchema>, "strict">): ToolDefinition {
  return { name, description: description ?? undefined, parameters: parameters ?? undefined };
}

export function toToolChoice({ tool_choice: choice, function_call: older }: ToolFields): ChatRequest["toolChoice"] {
  if (choice == null) return older ?? undefined;
  return typeof choice === "object" ? { name: choice.function.name } : choice;
}
