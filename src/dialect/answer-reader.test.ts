import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ToolDefinition } from "../core/chat-model.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { AnswerPart } from "./answer-part.ts";
import { createAnswerReader } from "./answer-reader.ts";
import type { AnswerReaderOptions } from "./answer-reader-options.ts";
import { findKnownForm } from "./known-forms.ts";

const tools: readonly ToolDefinition[] = ["add", "find"].map((name) => ({ name }));
const form: AnswerForm = { layout: "plain", reasoning: undefined, text: undefined, calls: undefined };
const options: AnswerReaderOptions = { form, thinking: "none", tools, calls: "any" };

/** Reads a text in pieces of every size and checks that the size does not matter; notes the parts in short. */
function read(text: string, changed: Partial<AnswerReaderOptions> & { readonly cut?: boolean } = {}) {
  const { cut = false, ...reading } = changed;
  const characters = [...text];
  const results = Array.from({ length: Math.min(characters.length, 40) }, (_, index) => index + 1).map((size) => {
    const reader = createAnswerReader({ ...options, ...reading });
    const parts: AnswerPart[] = [];
    let pushed = 0;
    for (let at = 0; at < characters.length; at += size, pushed++)
      parts.push(...reader.push(characters.slice(at, at + size).join("")));
    parts.push(...reader.flush({ cut }));
    for (const part of parts) if ("text" in part) assert.notEqual(part.text, "");
    const tokens = parts.reduce((sum, part) => sum + ("tokens" in part ? part.tokens : 0), 0);
    assert.ok(tokens <= pushed, "no token is counted twice");
    return describeParts(parts);
  });
  for (const result of results) assert.deepEqual(result, results[0]);
  return results[0];
}

function describeParts(parts: readonly AnswerPart[]): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.length - 1;
    if (part.type === "call-begin") lines.push(`call:${part.name} `);
    else if (part.type === "call-arguments") lines[last] += part.text;
    else if (part.type === "call-end") lines[last] += part.complete ? "" : " (cut)";
    else if (part.type === "broken-call") lines.push("broken-call");
    else if (lines[last]?.startsWith(`${part.type}:`)) lines[last] += part.text;
    else lines.push(`${part.type}:${part.text}`);
  }
  return lines;
}

describe("createAnswerReader()", () => {
  it("reads the calls that models write whatever their template says", () => {
    const called = ['call:add {"a":1}'];
    for (const text of [
      '<tool_call>\n{"name": "add", "arguments": {"a": 1}}\n</tool_call>',
      '<tool_call>{"name": "add", "arguments": "{\\"a\\": 1}"}',
      '<tool_call>{"arguments": {"a": 1}, "name": "add"}</tool_call>',
      '[TOOL_CALLS][{"name": "add", "arguments": {"a": 1}}]',
      '[TOOL_CALLS] [{"name": "add", "arguments": {"a": 1}, "id": "123456789"}]',
      '<|tool_call|>[{"name": "add", "arguments": {"a": 1}}]<|/tool_call|>',
      'functools[{"name": "add", "arguments": {"a": 1}}]',
      '<|python_tag|>{"name": "add", "parameters": {"a": 1}}',
      '{"name": "add", "parameters": {"a": 1}}',
      '```json\n{"name": "add", "arguments": {"a": 1}}\n```',
      '\n{"type": "function", "function": {"name": "add", "arguments": {"a": 1}}}',
      '{"type": "function", "function": "add", "parameters": {"a": 1}}',
    ])
      assert.deepEqual(read(text), called, text);
  });

  it("reads several calls, and the text around them", () => {
    const both = ['call:add {"a":1}', "call:find {}"];
    const [one, two] = ['{"name": "add", "arguments": {"a": 1}}', '{"name": "find"}'];
    assert.deepEqual(read(`<tool_call>\n${one}\n</tool_call>\n<tool_call>\n${two}\n</tool_call>\n`), both);
    assert.deepEqual(read(`[TOOL_CALLS][${one}, ${two}]`), both);
    assert.deepEqual(read(`${one}; ${two}`), both);
    assert.deepEqual(read(`I will look.\n\n<tool_call>${one}</tool_call>`), ["text:I will look.", 'call:add {"a":1}']);
    assert.deepEqual(read(`<tool_call>${one}</tool_call>\nDone.`), ['call:add {"a":1}', "text:Done."]);
  });

  it("is not misled by braces and marks inside of texts", () => {
    const call = '{"name": "add", "arguments": {"a": "}]</tool_call>\\"{<tool_call>\\\\"}}';
    assert.deepEqual(read(`<tool_call>${call}</tool_call>`), ['call:add {"a":"}]</tool_call>\\"{<tool_call>\\\\"}']);
  });

  it("gives what is no call back as text, and says so where it had begun like one", () => {
    const broken = (text: string) => ["broken-call", `text:${text}`];
    for (const text of [
      "<tool_call>{'name': 'add'}</tool_call>",
      '<tool_call>{"name": "unknown", "arguments": {}}</tool_call>',
      '<tool_call>{"name": "add", "arguments": [1]}</tool_call>',
      "<tool_call>none</tool_call>",
      '<tool_call>{"name": "fi',
      '[TOOL_CALLS]{"name": 3}',
      "functools[1, 2]",
    ])
      assert.deepEqual(read(text), broken(text), text);
    assert.deepEqual(read('{"answer": {"a": [1, 2]}} and more'), ['text:{"answer": {"a": [1, 2]}} and more']);
    assert.deepEqual(read("{ never closed"), ["text:{ never closed"]);
    assert.deepEqual(read("```json\n{}\n```"), ["text:```json\n{}\n```"]);
    const second = '<tool_call>{"name": "add", "arguments": {"a": 1}}</tool_call>';
    assert.deepEqual(read(`<tool_call>x ${second}`), ["broken-call", "text:<tool_call>x", 'call:add {"a":1}']);
  });

  it("keeps of a call that is cut what there is", () => {
    const cut = (text: string, changed = {}) => read(text, { cut: true, ...changed });
    assert.deepEqual(cut('<tool_call>{"name": "add", "argu'), ["call:add  (cut)"]);
    assert.deepEqual(cut('<tool_call>{"name": "add", "arguments": {"a": "on'), ['call:add {"a":"on (cut)']);
    assert.deepEqual(cut('{"name": "fi', { calls: "forced" }), ["call:find  (cut)"]);
    assert.deepEqual(cut('{"na', { calls: "forced" }), ["broken-call", 'text:{"na']);
  });

  it("gives arguments away as they are written", () => {
    const reader = createAnswerReader(options);
    const push = (text: string) => reader.push(text).map((part) => ("text" in part ? part.text : part.type));
    assert.deepEqual(push('<tool_call>{"name": "add", "arguments": {"a'), ["call-begin", '{"a']);
    assert.deepEqual(push('": "on'), ['": "on'.replace(" ", "")]);
    assert.deepEqual(push('e"}'), ['e"}']);
    assert.deepEqual(push("}"), ["call-end"]);
  });

  it("lets ordinary text through at once, all but what may begin a mark", () => {
    const reader = createAnswerReader(options);
    const push = (text: string) => describeParts(reader.push(text));
    assert.deepEqual(push("Hello"), ["text:Hello"]);
    assert.deepEqual(push(" <"), []);
    assert.deepEqual(push("b>"), ["text: <b>"]);
    assert.deepEqual(push(" and \n"), ["text: and"]);
    assert.deepEqual(describeParts(reader.flush()), ["text: \n"]);
  });

  it("looks for marks only where there are tools", () => {
    const text = '<tool_call>{"name": "add", "arguments": {}}</tool_call>';
    assert.deepEqual(read(text, { tools: [] }), [`text:${text}`]);
    assert.deepEqual(read('{"name": "add"}', { calls: "marked" }), ['text:{"name": "add"}']);
  });

  it("takes a forced answer as the call", () => {
    assert.deepEqual(read('{"name": "add", "arguments": {"a": 1}}', { calls: "forced" }), ['call:add {"a":1}']);
    assert.deepEqual(read("No.", { calls: "forced" }), ["broken-call", "text:No."]);
  });

  it("reads any text in any pieces the same way, and loses none of it", () => {
    const pieces = [
      "<tool_call>",
      "</tool_call>",
      '{"name": "add"',
      ', "arguments": {',
      "}",
      "[",
      '"',
      "\\",
      "x",
      " ",
      "<",
      "\n",
      "[TOOL_CALLS]",
      "functools",
      "é🙂",
      "<think>",
      "</think>",
    ];
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)] ?? "").join("");
      for (const thinking of ["none", "possible", "open"] as const) read(text, { thinking });
    }
  });

  it("tells reasoning from the answer, at its beginning only", () => {
    const thinking = { thinking: "possible" } as const;
    assert.deepEqual(read("<think>\nHm.\n</think>\n\nYes.", thinking), ["reasoning:\nHm.\n", "text:Yes."]);
    assert.deepEqual(read("Use <think> so.</think>", thinking), ["text:Use <think> so.</think>"]);
    assert.deepEqual(read("<think>Never ending", thinking), ["reasoning:Never ending"]);
    assert.deepEqual(read("</think>\n\nYes.", thinking), ["text:Yes."]);
    assert.deepEqual(read("<think>a</think>", { thinking: "none" }), ["text:<think>a</think>"]);
    assert.deepEqual(read("Hm.\n</think>\n\nYes.", { thinking: "open" }), ["reasoning:Hm.\n", "text:Yes."]);
    assert.deepEqual(read(" <thi", thinking), ["text: <thi"]);
    assert.deepEqual(read('<think>\n\n</think>\n\n<tool_call>{"name": "find"}</tool_call>', thinking), [
      "reasoning:\n\n",
      "call:find {}",
    ]);
  });

  it("counts the tokens of the reasoning with its marks", () => {
    const reader = createAnswerReader({ ...options, thinking: "possible" });
    for (const text of ["<think>", "a", " b", "</think>", "\n\n", "Yes", "."]) reader.push(text);
    assert.equal(reader.reasoningTokens, 4);
  });

  describe("with a recipient before each part", () => {
    const header = ["<|start|>assistant"];
    const recipients = {
      form: { ...form, header, ...findKnownForm("<atem:invoke") },
      thinking: "possible",
    } as const;
    const call = (name: string) =>
      `to=${name}<|message|><atem:function_calls>\n<atem:invoke name="${name}">\n<atem:parameter name="a">1</atem:parameter>\n</atem:invoke>\n</atem:function_calls>`;

    it("reads a call, or text, without reasoning before it", () => {
      assert.deepEqual(read(` ${call("add")}<|eot|>`, recipients), ['call:add {"a":1}']);
      assert.deepEqual(read(` ${call("add")}`, { ...recipients, thinking: "none" }), ['call:add {"a":1}']);
      assert.deepEqual(read(" to=user<|message|>Hello!<|eot|>", recipients), ["text:Hello!"]);
    });

    it("reads several parts, each with its header", () => {
      const thought = " to=self<|message|>Hm.<|eom|><|start|>assistant";
      assert.deepEqual(read(`${thought} ${call("add")}<|eom|><|start|>assistant ${call("find")}<|eot|>`, recipients), [
        "reasoning:Hm.",
        'call:add {"a":1}',
        'call:find {"a":1}',
      ]);
      assert.deepEqual(
        read(`${thought} to=user<|message|>I look.<|eom|><|start|>assistant ${call("add")}`, recipients),
        ["reasoning:Hm.", "text:I look.", 'call:add {"a":1}'],
      );
      assert.deepEqual(read(`${thought}${thought} to=user<|message|>3.<|eot|>`, recipients), [
        "reasoning:Hm.Hm.",
        "text:3.",
      ]);
    });

    it("keeps text that merely looks like the beginning of a part", () => {
      assert.deepEqual(read("to=5 is a setting", recipients), ["text:to=5 is a setting"]);
      assert.deepEqual(read("We said to=me<|mess", recipients), ["text:We said to=me<|mess"]);
    });
  });

  describe("with channels", () => {
    const channels = { form: { ...form, layout: "channels" }, thinking: "possible" } as const;

    it("tells reasoning, text and calls by their headers", () => {
      const analysis = "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant";
      assert.deepEqual(read(`${analysis}<|channel|>final<|message|>Yes.`, channels), ["reasoning:Hm.", "text:Yes."]);
      for (const header of [
        "<|channel|>commentary to=functions.add <|constrain|>json<|message|>",
        "<|channel|>analysis to=functions.add<|message|>",
        " to=functions.add<|channel|>commentary json<|message|>",
      ])
        assert.deepEqual(read(`${analysis}${header}{"a": 1}<|call|>`, channels), ["reasoning:Hm.", 'call:add {"a":1}']);
      assert.deepEqual(
        read(
          "<|channel|>commentary<|message|>I look.<|end|><|start|>assistant<|channel|>commentary to=functions.find <|constrain|>json<|message|>{}<|call|>",
          channels,
        ),
        ["text:I look.", "call:find {}"],
      );
    });

    it("keeps of what is cut what there is, and text without a header", () => {
      assert.deepEqual(
        read('<|channel|>commentary to=functions.add <|constrain|>json<|message|>{"a": "b', { ...channels, cut: true }),
        ['call:add {"a":"b (cut)'],
      );
      assert.deepEqual(read("<|channel|>fin", { ...channels, cut: true }), []);
      assert.deepEqual(read("Plain <b> text", channels), ["text:Plain <b> text"]);
      assert.deepEqual(read("<|channel|>analysis<|message|>Hm", { ...channels, cut: true }), ["reasoning:Hm"]);
      assert.deepEqual(read("<|channel|>commentary to=functions.other<|message|>{}<|call|>", channels), ["text:{}"]);
    });
  });
});
