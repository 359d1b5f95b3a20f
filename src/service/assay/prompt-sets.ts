import { type PromptSetsReport, promptSetsSchema } from "../../wire/assay/prompt-sets.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import { listPromptSets } from "../../workbench/bench/list-prompt-sets.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";

const schema = {
  summary: "Lists the prompt sets that a run can be started with",
  tags: ["assay"],
  response: answersOf(promptSetsSchema),
};

/** `GET /assay/v1/prompt-sets` */
export function addPromptSets(app: App, { workspace }: AppContext): void {
  app.get("/assay/v1/prompt-sets", { ...MANAGEMENT, schema }, async (): Promise<PromptSetsReport> => {
    const promptSets = (await listPromptSets(workspace)).map(({ name, origin, set, problem }) => ({
      name,
      title: set?.name ?? name,
      origin,
      prompts: set?.prompts.length,
      scored: set?.prompts.filter(({ facets = [], checks = [] }) => facets.length + checks.length > 0).length,
      problem: problem && { code: problem.code, message: problem.message, hint: problem.hint },
    }));
    return { promptSets };
  });
}
