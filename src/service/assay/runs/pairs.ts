import * as z from "zod";
import { summarizePreferences } from "../../../quality/preferences/summarize-preferences.ts";
import { readRubric } from "../../../quality/rubric/file/read-rubric.ts";
import {
  chooseBodySchema,
  type Pairs,
  type PairsSummary,
  pairsSchema,
  pairsSummarySchema,
} from "../../../wire/assay/pairs.ts";
import { pairsQuerySchema } from "../../../wire/assay/pairs-query.ts";
import { ratedSchema } from "../../../wire/assay/ratings.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import { compareAnswers, toBlindPairs } from "../../../workbench/quality/compare-answers.ts";
import { readScoring } from "../../../workbench/quality/read-scoring.ts";
import type { App, AppContext } from "../../app/app-context.ts";
import { MANAGEMENT } from "../../app/management.ts";
import { type RunsContext, runId } from "./runs-context.ts";

const params = z.strictObject({ id: runId });

const readSchema = {
  summary: "Gives answers of a run to be compared by a person, two at a time, without telling whose they are",
  tags: ["assay"],
  params,
  querystring: pairsQuerySchema,
  response: answersOf(pairsSchema),
};

const summarySchema = {
  summary: "Says who compared how many answers of a run, how far they agree, and whether they lean to a side",
  tags: ["assay"],
  params,
  response: answersOf(pairsSummarySchema),
};

const writeSchema = {
  summary: "Keeps which of two answers a person prefers, in the file that `assay annotate import` writes too",
  tags: ["assay"],
  params,
  body: chooseBodySchema,
  response: answersOf(ratedSchema),
};

/** `GET` and `POST /assay/v1/runs/:id/pairs`, and `GET /assay/v1/runs/:id/pairs/summary` */
export function addPairs(app: App, { workspace }: AppContext, { store, turns }: RunsContext): void {
  const { directory, now } = workspace;
  app.get("/assay/v1/runs/:id/pairs", { ...MANAGEMENT, schema: readSchema }, async ({ params: { id }, query }) => {
    const scoring = await readScoring(store, id);
    const { by, items, pairs, total, own } = toBlindPairs(scoring, query.by, query.most);
    return { run: scoring.run.id, by, items: [...items], pairs: [...pairs], total, own: [...own] } satisfies Pairs;
  });

  app.get(
    "/assay/v1/runs/:id/pairs/summary",
    { ...MANAGEMENT, schema: summarySchema },
    async ({ params: { id } }): Promise<PairsSummary> => {
      const { run, items, entries } = await readScoring(store, id);
      // Of no target: whoever compares is not to know the models.
      const found = summarizePreferences(items, entries, { targets: [], seed: run.plan.seed });
      const nothing = { pairs: 0, of: 0 };
      if (found === undefined)
        return { people: [], bias: { left: nothing, longer: nothing }, agreement: { items: 0, pairs: [] } };
      const { people, bias, agreement } = found;
      const pairs = agreement.pairs.map((pair) => ({ ...pair, raters: [...pair.raters] }));
      return { people: [...people], bias, agreement: { ...agreement, pairs } };
    },
  );

  app.post("/assay/v1/runs/:id/pairs", { ...MANAGEMENT, schema: writeSchema }, async ({ params: { id }, body }) => {
    // Also of a client that has gone: a choice that was sent is kept.
    const leave = await turns.take();
    try {
      const [scoring, rubric] = await Promise.all([readScoring(store, id), readRubric({ directory })]);
      return await compareAnswers(scoring, body, { rubric, now });
    } finally {
      leave?.();
    }
  });
}
