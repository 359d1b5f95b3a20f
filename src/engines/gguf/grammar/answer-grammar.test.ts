import assert from "node:assert/strict";
import test from "node:test";
import { plainAnswers } from "../../../dialect/answer-form.ts";
import { findKnownForm } from "../../../dialect/known-forms.ts";
import { writeAnswerGrammar } from "./answer-grammar.ts";

const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const tools = ["weather", "time"].map((name) => ({ name, parameters }));

test("a demanded call of a family that names who gets each part begins with that tool's name, as its template writes it", () => {
  const answers = { ...plainAnswers, ...findKnownForm("<atem:invoke") };
  const { text = "" } = writeAnswerGrammar({ tools, toolChoice: "required" }, answers) ?? {};
  for (const { name } of tools) {
    const call = String.raw`" to=${name}<|message|><atem:function_calls>\n<atem:invoke name=\"" "${name}" "\">\n"`;
    assert.ok(text.includes(call), text);
  }
  assert.ok(text.includes(String.raw`"</atem:parameter>\n"`), text);
  assert.ok(text.includes(String.raw`"</atem:invoke>\n</atem:function_calls>"`), text);
});
