import type { AnswerForm, CallForm } from "./answer-form.ts";

/** Calls as Python writes them: the family's templates take them as text and so show none. */
const pythonCalls: CallForm = {
  section: { open: "<|tool_call_start|>[", close: "]<|tool_call_end|>" },
  open: "",
  close: "",
  separator: ", ",
  body: { type: "python" },
};

/** Families whose form no trial shows right, by a text that their templates alone hold. */
const knownForms: readonly { readonly holds: string; readonly form: Partial<AnswerForm> }[] = [
  { holds: "<|tool_list_start|>", form: { calls: pythonCalls } },
  { holds: "List of tools: ", form: { calls: pythonCalls } },
  {
    // Tells the model to write its calls so, and leaves them out of a history.
    holds: "<|start_of_role|>available_tools<|end_of_role|>",
    form: {
      calls: {
        section: undefined,
        open: "<|tool_call|>",
        close: "",
        separator: ", ",
        body: { type: "json", name: "name", arguments: "arguments", list: true, wrapped: false },
      },
    },
  },
  {
    // Tells the model to write its calls so, and shows none without a description of each argument in another form.
    holds: "Write \\'Action:\\'",
    form: {
      text: undefined,
      calls: {
        section: undefined,
        open: "Action:\n```json\n",
        close: "\n```",
        separator: ",\n",
        body: { type: "json", name: "tool_name", arguments: "parameters", list: true, wrapped: false },
      },
    },
  },
  {
    // Begins every part with the name of who gets it; `all` is the user.
    holds: ">>>all",
    form: { text: { open: ">>>all\n", close: "" } },
  },
  {
    // An id stands before the name.
    holds: "<|tool_call:begin|>",
    form: {
      calls: {
        section: { open: "<|tool_calls|>", close: "<|calls|>" },
        open: "<|tool_call:name|>",
        close: "<|tool_call:end|>",
        separator: "",
        body: { type: "named-json", afterName: ["<|tool_call:args|>"] },
      },
    },
  },
  {
    // An empty answer stands before the calls, and the end of one mark is the beginning of the next.
    holds: "macro open_tag(tag, attrs=[])",
    form: {
      calls: {
        section: { open: "<|open|>tools<|sep|>", close: "<|close|>tools<|sep|>" },
        open: '<|open|>call tool="',
        close: "<|close|>call<|sep|>",
        separator: "",
        body: {
          type: "tags",
          afterName: ['" index="', '"<|sep|>'],
          argument: {
            open: '<|open|>argument key="',
            afterKey: ['" type="', '"<|sep|>'],
            close: ["<|close|>argument<|sep|>"],
          },
        },
      },
    },
  },
  {
    // Says who gets each part behind a header of its own; the prompt begins the first.
    holds: "<atem:invoke",
    form: {
      reasoning: { open: "to=self<|message|>", close: "<|eom|>" },
      text: { open: "to=user<|message|>", close: "<|eot|>" },
      recipient: ["to=", "<|message|>"],
      calls: {
        section: { open: "<atem:function_calls>\n", close: "\n</atem:function_calls>" },
        open: '<atem:invoke name="',
        close: "</atem:invoke>",
        separator: "\n",
        body: {
          type: "tags",
          afterName: ['">\n'],
          argument: { open: '<atem:parameter name="', afterKey: ['">'], close: ["</atem:parameter>\n"] },
        },
      },
    },
  },
];

/** Facts known beforehand about the family of a template. */
export function findKnownForm(source: string): Partial<AnswerForm> {
  return knownForms.find(({ holds }) => source.includes(holds))?.form ?? {};
}
