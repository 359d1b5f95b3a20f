import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChatMessage, ToolDefinition } from "../core/chat-model.ts";
import type { AnswerPart } from "./answer-part.ts";
import { createAnswerReader } from "./answer-reader.ts";
import { type ChatTemplate, createChatTemplate } from "./chat-template.ts";

const tools: readonly ToolDefinition[] = [
  {
    name: "look",
    description: "Looks up",
    parameters: {
      type: "object",
      properties: { q: { type: "string" }, filter: { type: "object" }, tags: { type: "array" } },
    },
  },
  { name: "now", parameters: { type: "object", properties: {} } },
];
const call = (id: string, given: unknown) => ({ id, name: "look", argumentsJson: JSON.stringify(given) });
const result = (toolCallId: string): ChatMessage => ({ role: "tool", content: `result ${toolCallId}`, toolCallId });
const ask: ChatMessage = { role: "user", content: "Who?" };

function templateOf(source: string): ChatTemplate {
  return createChatTemplate({ source, bosText: "<s>", eosText: "</s>" });
}

/** Reads an answer in pieces of each size, which must make no difference. */
function read(template: ChatTemplate, answer: string): readonly (readonly [type: string, text: string])[] {
  const { form, thinking, begun } = template.readingOf(template.render({ messages: [ask], tools }).text);
  const readings = [1, 2, 3, answer.length].map((size) => {
    const reader = createAnswerReader({ form, thinking, begun, tools, calls: "any" });
    const pieces = answer.match(new RegExp(`[^]{1,${size}}`, "gu")) ?? [];
    return joinParts([...pieces.flatMap((piece) => reader.push(piece)), ...reader.flush()]);
  });
  for (const one of readings) assert.deepEqual(one, readings[0]);
  return readings[0] ?? [];
}

function joinParts(parts: readonly AnswerPart[]): readonly (readonly [string, string])[] {
  const joined: [string, string][] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === "call-begin") joined.push(["call", `${part.name} `]);
    else if (part.type === "call-arguments" && last !== undefined) last[1] += part.text;
    else if ((part.type === "text" || part.type === "reasoning") && last?.[0] === part.type) last[1] += part.text;
    else if (part.type === "text" || part.type === "reasoning") joined.push([part.type, part.text]);
  }
  return joined;
}

/** Goes over messages, with calls between marks of its own. */
const turns = (calls: string, withTools = false) =>
  `${withTools ? "{% for t in tools or [] %}{{ t.function.name }};{% endfor %}" : ""}{% for m in messages %}<${"{{ m.role }}"}>{{ m.content or '' }}${calls}</>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}`;
const marked =
  "{% for c in m.tool_calls or [] %}<<call>>{{ c.function.name }}={{ c.function.arguments | tojson }}<</call>>{% endfor %}";

describe("tools of a template that shows none", () => {
  it("are told in the form in which it writes calls, and earlier calls are left to it", () => {
    const template = templateOf(turns(marked));
    const { text } = template.render({
      messages: [ask, { role: "assistant", content: "", toolCalls: [call("a", { q: "Ada" })] }, result("a")],
      tools,
    });
    assert.match(text, /^<system>You may call these tools/);
    assert.ok(text.includes(`<<call>>the tool's name={"the argument's name": "its value"}<</call>>`), text);
    assert.ok(text.includes('<assistant><<call>>look={"q": "Ada"}<</call>></><tool>result a</>'), text);
    assert.deepEqual(read(template, '<<call>>look={"q": "Ada"}<</call>>'), [["call", 'look {"q":"Ada"}']]);
  });

  it("are told in the form of Hermes where it shows no calls either", () => {
    const { text } = templateOf(turns("")).render({ messages: [ask], tools });
    assert.ok(text.includes('<tool_call>\n{"name": "the tool\'s name"'), text);
  });
});

describe("calls of a history", () => {
  const two: readonly ChatMessage[] = [
    ask,
    { role: "assistant", content: "I look.", toolCalls: [call("a", { q: "1" }), call("b", { q: "2" })] },
    result("a"),
    result("b"),
  ];
  const list = (messages: string) => messages.replace(/^.*?<user>/, "<user>");

  it("each have an answer of their own where a template shows the first of an answer only", () => {
    const first = marked.replace("in m.tool_calls or []", "in (m.tool_calls or [])[:1]");
    const { text } = templateOf(turns(first, true)).render({ messages: two, tools });
    assert.equal(
      list(text),
      '<user>Who?</><assistant>I look.<<call>>look={"q": "1"}<</call>></><tool>result a</>' +
        '<assistant><<call>>look={"q": "2"}<</call>></><tool>result b</><assistant>',
    );
  });

  it("stand in the text where a template leaves them out", () => {
    const { text } = templateOf(turns("", true)).render({ messages: two, tools });
    assert.ok(
      text.includes('I look.\n<tool_call>\n{"name": "look", "arguments": {"q": "1"}}\n</tool_call>\n<tool_call>'),
    );
  });

  it("are shown by a template that looks for them where there is no text", () => {
    const silent = `{% if m.content is none %}${marked}{% endif %}`;
    const { text } = templateOf(turns(silent, true)).render({ messages: two, tools });
    assert.ok(text.includes("<assistant>I look.</><assistant><<call>>look"), text);
  });
});

it("Tools that a template fails on are described, and said to be", () => {
  const source = turns(marked).replace(
    "{% for m",
    "{% for t in tools or [] %}{{ t.function.parameters.properties.q.title + t.function.name }}{% endfor %}{% for m",
  );
  const titled =
    "{% for t in tools or [] %}{{ t.function.name }}{% if t.function.name == 'look' %}{{ t.function.parameters.none.more }}{% endif %}{% endfor %}";
  for (const [one, warnings] of [
    [source, 0],
    [titled + turns(marked), 1],
  ] as const) {
    const rendered = templateOf(one).render({ messages: [ask], tools });
    assert.match(rendered.text, /<system>You may call these tools/);
    assert.equal(rendered.warnings.length, warnings);
  }
});

describe("answers", () => {
  const tags =
    "{% macro write(v) %}{% if v is mapping %}{% for k, x in v.items() %}<{{ k }}>{{ write(x) }}</{{ k }}>{% endfor %}" +
    "{% elif v is iterable and v is not string %}{% for x in v %}<one>{{ write(x) }}</one>{% endfor %}{% else %}{{ v }}{% endif %}{% endmacro %}";
  const nested =
    tags +
    turns(
      '{% for c in m.tool_calls or [] %}<call name="{{ c.function.name }}">{{ write(c.function.arguments) }}</call>{% endfor %}',
      true,
    );

  it("hold lists and objects as tags where the template writes them so", () => {
    const given = { q: "a < b", filter: { year: 1815, names: ["Ada", { last: "Byron" }], ok: true }, tags: [] };
    const template = templateOf(nested);
    const history: ChatMessage[] = [ask, { role: "assistant", content: "", toolCalls: [call("a", given)] }];
    const written = template.render({ messages: history, tools }).text;
    const answer = written.slice(written.indexOf("<call"), written.lastIndexOf("</><assistant>"));
    assert.match(answer, /<filter><year>1815<\/year><names><one>Ada/);
    const [[type, text] = ["", ""]] = read(template, answer.replace("True", "true"));
    assert.deepEqual([type, JSON.parse(text.replace(/^look /, ""))], ["call", given]);
    assert.deepEqual(read(template, answer.slice(0, answer.indexOf("1815")))[0]?.[0], "call", "a cut call is one");
  });

  it("may begin a further part as the prompt began the first", () => {
    const source =
      "{% for m in messages %}<|turn|>{{ m.role }}{% if m.reasoning_content %}<|think|>{{ m.reasoning_content }}<|/think|><|turn|>assistant{% endif %}<|say|>{{ m.content }}<|/say|>{% endfor %}" +
      "{% if add_generation_prompt %}<|turn|>assistant{% endif %}";
    assert.deepEqual(read(templateOf(source), "<|think|>Hm.<|/think|><|turn|>assistant<|say|>Hello.<|/say|>"), [
      ["reasoning", "Hm."],
      ["text", "Hello."],
    ]);
  });
});

describe("an effort of reasoning", () => {
  const effort = (source: string, reasoningEffort: string, templateVariables?: Readonly<Record<string, unknown>>) => {
    const { text, warnings } = templateOf(source).render({ messages: [ask], reasoningEffort, templateVariables });
    return [text, warnings.length];
  };
  const said = "{{ messages[0].content }} ";

  it("reaches a template that reads one, in the nearest word that it takes", () => {
    const prints = `${said}{{ reasoning_effort | default('medium') }}`;
    assert.deepEqual(effort(prints, "high"), ["Who? high", 0]);
    assert.deepEqual(effort(prints, "none"), ["Who? low", 0]);
    const checks = `${said}{% if reasoning_effort is defined and reasoning_effort not in ['no_think', 'high'] %}{{ raise_exception('no') }}{% endif %}{{ reasoning_effort }}`;
    assert.deepEqual(effort(checks, "none"), ["Who? no_think", 0]);
    assert.deepEqual(effort(checks, "medium"), ["Who? high", 0]);
  });

  it("turns thinking off and on, unless the request names the variable itself", () => {
    const source = `${said}{{ enable_thinking | default('unset') }}`;
    assert.deepEqual(effort(source, "none"), ["Who? False", 0]);
    assert.deepEqual(effort(source, "low"), ["Who? True", 0]);
    assert.deepEqual(effort(source, "low", { enable_thinking: false }), ["Who? False", 0]);
  });

  it("is named in a warning where the template reads none", () => {
    assert.deepEqual(effort(said, "low"), ["Who? ", 1]);
  });
});
