// Measures two models on one prompt, prints what was found and which to take: node examples/measure.mjs
import { bench, recommend } from "assay";

const prompts = [{ prompt: "Explain retrieval augmented generation briefly.", facets: ["documents"] }];
const run = await bench(["notes-micro", "notes-mini"], { prompts });
for (const { target, metrics, facets } of run.summary.scorecards) {
  const latency = metrics.e2e?.type === "distribution" ? `${metrics.e2e.p50.value.toFixed(0)} ms` : "not measured";
  console.log(target.id, latency, `${facets?.found} of ${facets?.expected} facets`);
}
console.log(recommend(run, { weights: { quality: 3, latency: 1 } }).verdict.reasons.join("\n"));
