import { getLlama, type Token } from "node-llama-cpp";
import type { Stream } from "./time-stream.ts";

/** The least code that decodes with the library: its own generator, greedy, nothing else. */
export async function createBareLoop(file: string, threads: number): Promise<Stream> {
  const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, maxThreads: threads });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({ contextSize: 1024, sequences: 1, threads });
  const sequence = context.getSequence();
  return {
    async *tokens(prompt, maxTokens) {
      const text = `<|im_start|>user\n${prompt}<|im_end|>\n<|im_start|>assistant\n`;
      const input: Token[] = model.tokenize(text, true);
      await sequence.clearHistory();
      let count = 0;
      for await (const _ of sequence.evaluate(input, { temperature: 0 })) {
        yield 1;
        if (++count >= maxTokens) break;
      }
    },
    async [Symbol.asyncDispose]() {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}
