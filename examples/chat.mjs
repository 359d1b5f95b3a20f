// Asks a model one question and prints the answer as it comes: node examples/chat.mjs "Hello"
import { load } from "assay";

const model = await load("notes-mini");
for await (const event of model.chat(process.argv[2] ?? "Explain retrieval augmented generation briefly.")) {
  if (event.type === "text-delta") process.stdout.write(event.text);
  if (event.type === "finish") console.log(`\n(${event.usage.completionTokens} tokens, ${event.reason})`);
}
await model[Symbol.asyncDispose]();
