import * as z from "zod";
import type { ChatRequest, ToolDefinition } from "../../../core/chat-model.ts";

const functionSchema = z.looseObject({
  name: z.string().min(1),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
});

/** A tool with its function apart, as chat completions write it, or in one, as responses do. */
const toolSchema = z.union(
  [
    z.looseObject({ type: z.literal("function").nullish(), function: functionSchema }),
    z.looseObject({ type: z.literal("function").nullish(), function: z.null().optional(), ...functionSchema.shape }),
  ],
  { error: ({ input }) => (isCustom(input) ? CUSTOM_TOOL : undefined) },
);

/** Foundry Local 2.1 and OpenAI have tools that take a plain text in a form of their own, which no family of models here writes. */
const CUSTOM_TOOL =
  'a function: tools of the type "custom", which take a plain text, are not offered; declare a function with one parameter of type string';

function isCustom(tool: unknown): boolean {
  return typeof tool === "object" && tool !== null && "type" in tool && tool.type === "custom";
}

type Tool = z.output<typeof toolSchema>;

function functionOf(tool: Tool): z.output<typeof functionSchema> {
  return tool.function ?? tool;
}

const named = z.looseObject({ name: z.string() });

/** OpenAI's words; `any`, which Mistral's clients send for `required`; and the same as an object, as LangChain's and Anthropic's have it. */
const choiceSchema = z.union([
  z.enum(["auto", "none", "required", "any"]),
  z
    .looseObject({
      type: z.enum(["function", "auto", "none", "required", "any"]),
      function: named.nullish(),
      name: z.string().nullish(),
    })
    .refine((choice) => choice.type !== "function" || nameOf(choice) != null, {
      path: ["function", "name"],
      error: "the name of a tool",
    }),
]);

/** Tool fields of chat completions and responses. */
export const toolShape = {
  tools: z.array(toolSchema).nullish(),
  tool_choice: choiceSchema.nullish(),
  parallel_tool_calls: z.boolean().nullish().describe("false: an answer ends with its first call."),
};

/** The same in their older form. */
export const functionsShape = {
  functions: z.array(functionSchema).nullish().describe("The older form of tools."),
  function_call: z.union([z.enum(["auto", "none"]), named]).nullish(),
};

const toolFields = z.object({ ...toolShape, ...functionsShape });
type ToolFields = z.output<typeof toolFields>;

/** Names what contradicts itself. */
export function checkTools(body: ToolFields, context: z.core.$RefinementCtx): void {
  const refuse = (path: string[], message: string, input: unknown) =>
    context.addIssue({ code: "custom", path, message, input });
  if (body.tools != null && body.functions != null)
    refuse(["functions"], "absent where there are tools", body.functions);
  const names = (body.tools?.map(functionOf) ?? body.functions ?? []).map(({ name }) => name);
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
  return (body.tools?.map(functionOf) ?? body.functions)?.map(toTool);
}

function toTool(tool: z.output<typeof functionSchema>): ToolDefinition {
  const { name, description, parameters, strict } = tool;
  return {
    name,
    description: description ?? undefined,
    parameters: parameters ?? undefined,
    ...(strict === true ? { strict } : {}),
  };
}

export function toToolChoice({ tool_choice: choice, function_call: older }: ToolFields): ChatRequest["toolChoice"] {
  if (choice == null) return older ?? undefined;
  const mode = typeof choice === "string" ? choice : choice.type;
  if (mode === "function") return { name: (typeof choice === "object" && nameOf(choice)) || "" };
  return mode === "any" ? "required" : mode;
}

function nameOf(choice: {
  readonly function?: { readonly name: string } | null | undefined;
  readonly name?: string | null | undefined;
}) {
  return choice.function?.name ?? choice.name;
}
