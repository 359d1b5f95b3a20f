import { compareQuerySchema, runComparisonSchema } from "../../../wire/assay/compare-runs.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import type { App } from "../../app/app-context.ts";
import { MANAGEMENT } from "../../app/management.ts";
import { type RunsContext, runId } from "./runs-context.ts";

const schema = {
  summary: "Puts two runs side by side, and says of each target what has changed",
  tags: ["assay"],
  querystring: compareQuerySchema.extend({ base: runId, head: runId }),
  response: answersOf(runComparisonSchema),
};

/** `GET /assay/v1/compare` */
export function addCompareRuns(app: App, { reports }: RunsContext): void {
  app.get("/assay/v1/compare", { ...MANAGEMENT, schema }, async ({ query: { base, head } }, reply) => {
    const text = await reports.ask({ type: "compare", base, head });
    return reply.type("application/json; charset=utf-8").serializer(String).send(text);
  });
}
