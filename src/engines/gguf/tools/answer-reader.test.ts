import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type AnswerPart, type AnswerReaderOptions, createAnswerReader } from "./answer-reader.ts";

const options: AnswerReaderOptions = { thinking: "none", tools: ["add", "find"], calls: "any" };

/** Reads a text in pieces of every size and checks that the size does not matter; notes the parts in short. */
function read(text: string, changed: Partial<AnswerReaderOptions> = {}) {
  const results = [1, 2, 3, 5, 7, text.length].map((size) => {
    const reader = createAnswerReader({ ...options, ...changed });
    const parts: AnswerPart[] = [];
    let pushed = 0;
    for (let at = 0; at < text.length; at += size, pushed++) parts.push(...reader.push(text.slice(at, at + size)));
    parts.push(...reader.flush());
    for (const part of parts) if (part.type === "text") assert.notEqual(part.text, "");
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
    const text =
      part.type === "call" ? `${part.call.name} ${part.call.argumentsJson}` : "text" in part ? part.text : "";
    if ((part.type === "text" || part.type === "reasoning") && lines.at(-1)?.startsWith(`${part.type}:`))
      lines[lines.length - 1] += text;
    else lines.push(`${part.type}:${text}`);
  }
  return lines;
}

describe("createAnswerReader()", () => {
  it("reads the calls of every family", () => {
    const called = ['call:add {"a":1}'];
    assert.deepEqual(read('<tool_call>\n{"name": "add", "arguments": {"a": 1}}\n</tool_call>'), called);
    assert.deepEqual(read('<tool_call>{"name": "add", "arguments": "{\\"a\\": 1}"}'), called);
    assert.deepEqual(read('[TOOL_CALLS][{"name": "add", "arguments": {"a": 1}}]'), called);
    assert.deepEqual(read('[TOOL_CALLS] [{"name": "add", "arguments": {"a": 1}, "id": "123456789"}]'), called);
    assert.deepEqual(read('<|tool_call|>[{"name": "add", "arguments": {"a": 1}}]<|/tool_call|>'), called);
    assert.deepEqual(read('functools[{"name": "add", "arguments": {"a": 1}}]'), called);
    assert.deepEqual(read('<|python_tag|>{"name": "add", "parameters": {"a": 1}}'), called);
    assert.deepEqual(read('{"name": "add", "parameters": {"a": 1}}'), called);
    assert.deepEqual(read('\n{"type": "function", "function": {"name": "add", "arguments": {"a": 1}}}'), called);
  });

  it("reads several calls, and the text before them", () => {
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
    const broken = (text: string) => ["broken-call:", `text:${text}`];
    for (const text of [
      "<tool_call>{'name': 'add'}</tool_call>",
      '<tool_call>{"name": "unknown", "arguments": {}}</tool_call>',
      '<tool_call>{"name": "add", "arguments": [1]}</tool_call>',
      '<tool_call>{"name": "add", "argu',
      "<tool_call>none</tool_call>",
      '[TOOL_CALLS]{"name": 3}',
      "functools[1, 2]",
    ])
      assert.deepEqual(read(text), broken(text));
    assert.deepEqual(read('{"answer": {"a": [1, 2]}} and more'), ['text:{"answer": {"a": [1, 2]}} and more']);
    assert.deepEqual(read("{ never closed"), ["text:{ never closed"]);
    const second = '<tool_call>{"name": "add", "arguments": {"a": 1}}</tool_call>';
    assert.deepEqual(read(`<tool_call>x ${second}`), ["broken-call:", "text:<tool_call>x", 'call:add {"a":1}']);
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
    assert.deepEqual(read('{"name": "add", "arg', { calls: "forced" }), ["broken-call:", 'text:{"name": "add", "arg']);
  });

  it("drops a call that an abort cut", () => {
    const reader = createAnswerReader(options);
    reader.push('Yes. <tool_call>{"name": "add"');
    assert.deepEqual(describeParts(reader.flush({ aborted: true })), []);
  });

  it("tells reasoning from the answer, at its beginning only", () => {
    const thinking = { thinking: "possible" } as const;
    assert.deepEqual(read("<think>\nHm.\n</think>\n\nYes.", thinking), ["reasoning:\nHm.\n", "text:Yes."]);
    assert.deepEqual(read("Use <think> so.</think>", thinking), ["text:Use <think> so.</think>"]);
    assert.deepEqual(read("<think>Never ending", thinking), ["reasoning:Never ending"]);
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
});
