// Asks a model one question and prints the answer as it comes: node examples/chat.mjs "Hello"
import { createEngines, readWorkspace, resolveName } from "assay";

const workspace = await readWorkspace();
const [model] = await resolveName("notes-mini", workspace);
const loaded = await createEngines(workspace)[model.engine].load(model.source);
const messages = [{ role: "user", content: process.argv[2] ?? "Explain retrieval augmented generation briefly." }];
for await (const event of loaded.chat.chat({ messages, temperature: 0 })) {
  if (event.type === "text-delta") process.stdout.write(event.text);
  if (event.type === "finish") console.log(`\n(${event.usage.completionTokens} tokens, ${event.reason})`);
}
await loaded[Symbol.asyncDispose]();
