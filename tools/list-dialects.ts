// Prints how each real chat template writes calls and reasoning, and how many turns of calls are read as they were written.
import Table from "cli-table3";
import { createChatTemplate } from "../src/dialect/chat-template.ts";
import { readRealTemplates } from "../test/templates/llama-sources.ts";
import { readAnswer, sortCalls, turns, writeAnswer } from "../test/templates/written-answers.ts";

const real = readRealTemplates();
if ("because" in real) {
  console.error(real.because);
  process.exit(1);
}
const table = new Table({ head: ["template", "calls", "begin with", "reasoning", "turns read"], style: { head: [] } });
let all = 0;
for (const [name, source] of real.templates) {
  const template = createChatTemplate({ source, bosText: "<s>", eosText: "</s>" });
  const { layout, calls, reasoning } = template.answers;
  const read = Object.values(turns).filter((turn) => isRead(template, turn)).length;
  all += read;
  const begin = (calls?.section?.open ?? "") + (calls?.open ?? "");
  // A line end would break the table.
  table.push([
    name,
    layout === "channels" ? layout : (calls?.body.type ?? ""),
    begin.replaceAll("\n", "\\n"),
    reasoning?.open ?? "",
    read,
  ]);
}
console.log(table.toString());
console.log(
  `${all} of ${real.templates.size * Object.keys(turns).length} turns are read as they were written; decision record 17 tells the others`,
);

function isRead(template: ReturnType<typeof createChatTemplate>, turn: (typeof turns)[string]): boolean {
  try {
    const { prompt, answer } = writeAnswer(template, turn);
    const wanted = turn.map(([name, given]) => `${name} ${JSON.stringify(given)}`).join("\n");
    return JSON.stringify(sortCalls(readAnswer(template, prompt, [...answer]))) === JSON.stringify(sortCalls(wanted));
  } catch {
    return false;
  }
}
