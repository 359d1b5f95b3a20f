// Measures two models on one prompt and prints what was found: node examples/measure.mjs
import { createEngines, createPlan, createRunStore, planTargets, readWorkspace, runBench } from "assay";

const workspace = await readWorkspace();
const targets = await planTargets(["notes-micro", "notes-mini"], workspace);
const prompts = {
  name: "one",
  prompts: [{ id: "rag", prompt: "Explain retrieval augmented generation briefly.", facets: ["documents"] }],
};
const engines = createEngines(workspace);
const store = createRunStore({ directory: "runs" });
const { summary } = await runBench({ plan: createPlan({ targets, prompts }), engines, store, workspace });
for (const { target, metrics, facets } of summary.scorecards) {
  console.log(target.id, `${metrics.e2e?.p50.value.toFixed(0)} ms`, `${facets?.found} of ${facets?.expected} facets`);
}
