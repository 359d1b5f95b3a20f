/** One of our engines as a contestant of `onnx-engine.ts`: node perf/engine-contestant.ts ENGINE FILE STATE [THREADS] */
import { createInterface } from "node:readline";
import type { ChatModel, ChatRequest } from "../src/core/chat-model.ts";
import { createGgufEngine } from "../src/engines/gguf/create-gguf-engine.ts";
import { createOnnxEngine } from "../src/engines/onnx/create-onnx-engine.ts";
import type { Continued } from "./contestant.ts";

const [, , name, path = "", stateDirectory, threads = ""] = process.argv;
const engine = name === "gguf" ? createGgufEngine({ stateDirectory }) : createOnnxEngine({ stateDirectory });
await using model = await engine.load(
  { type: "file", path },
  { threads: threads === "" ? undefined : Number(threads), contextTokens: 1024 },
);
console.log("ready");
console.error(`${name}: ${model.info.threads} thread(s), ${model.info.threadsSource}; ${model.info.quantisation}`);
for await (const line of createInterface(process.stdin)) {
  const { prompt, maxTokens } = JSON.parse(line);
  if (model.chat === undefined) throw new Error(`${path} generates no text`);
  console.log(JSON.stringify(await continueText(model.chat, prompt, maxTokens)));
}

async function continueText(chat: ChatModel, prompt: string, maxTokens: number): Promise<Continued> {
  const request: ChatRequest = {
    messages: [],
    prompt: { text: prompt },
    temperature: 0,
    maxTokens,
    promptReuse: false,
  };
  const startMs = performance.now();
  let firstMs: number | undefined;
  let text = "";
  for await (const event of chat.chat(request)) {
    if (event.type === "text-delta") {
      firstMs ??= performance.now() - startMs;
      text += event.text;
    }
    if (event.type !== "finish") continue;
    const { promptTokens = Number.NaN, completionTokens = Number.NaN } = event.usage;
    const decodeMs = performance.now() - startMs - (firstMs ?? 0);
    return { promptTokens, tokens: completionTokens, firstMs: firstMs ?? Number.NaN, decodeMs, text };
  }
  throw new Error("the answer did not end");
}
