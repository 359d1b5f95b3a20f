import * as z from "zod";
import { summarizeAnnotations } from "../../../quality/annotations/summarize-annotations.ts";
import { readRubric } from "../../../quality/rubric/file/read-rubric.ts";
import {
  type Ratings,
  rateBodySchema,
  ratedSchema,
  ratingSummarySchema,
  ratingsQuerySchema,
  ratingsSchema,
} from "../../../wire/assay/ratings.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import { rateAnswer, toBlindSheet } from "../../../workbench/quality/rate-answers.ts";
import { readScoring } from "../../../workbench/quality/read-scoring.ts";
import type { App, AppContext } from "../../app/app-context.ts";
import { MANAGEMENT } from "../../app/management.ts";
import { type RunsContext, runId } from "./runs-context.ts";

const params = z.strictObject({ id: runId });

const readSchema = {
  summary: "Gives the answers of a run to be scored by a person, without telling whose they are",
  tags: ["assay"],
  params,
  querystring: ratingsQuerySchema,
  response: answersOf(ratingsSchema),
};

const summarySchema = {
  summary: "Says who scored how many answers of a run, and how far these people agree",
  tags: ["assay"],
  params,
  response: answersOf(ratingSummarySchema),
};

const writeSchema = {
  summary: "Keeps what a person says of one answer, in the file that `assay annotate import` writes too",
  tags: ["assay"],
  params,
  body: rateBodySchema,
  response: answersOf(ratedSchema),
};

/** `GET` and `POST /assay/v1/runs/:id/ratings`, and `GET /assay/v1/runs/:id/ratings/summary` */
export function addRatings(app: App, { workspace }: AppContext, { store, turns }: RunsContext): void {
  const { directory, now } = workspace;

  app.get("/assay/v1/runs/:id/ratings", { ...MANAGEMENT, schema: readSchema }, async ({ params: { id }, query }) => {
    const [scoring, rubric] = await Promise.all([readScoring(store, id), readRubric({ directory })]);
    const { by, items, own } = toBlindSheet(scoring, query.by, rubric);
    const criteria = [...rubric.criteria];
    return {
      run: scoring.run.id,
      by,
      criteria,
      items: [...items],
      own: [...own],
    } satisfies Ratings;
  });

  app.get(
    "/assay/v1/runs/:id/ratings/summary",
    { ...MANAGEMENT, schema: summarySchema },
    async ({ params: { id } }) => {
      const { run, items, entries } = await readScoring(store, id);
      // Of no target: whoever scores is not to know the models.
      const { people, agreement } = summarizeAnnotations(items, entries, { targets: [], seed: run.plan.seed });
      return { items: items.length, people, agreement };
    },
  );

  app.post("/assay/v1/runs/:id/ratings", { ...MANAGEMENT, schema: writeSchema }, async ({ params: { id }, body }) => {
    // Also of a client that has gone: a score that was sent is kept.
    const leave = await turns.take();
    try {
      const [scoring, rubric] = await Promise.all([readScoring(store, id), readRubric({ directory })]);
      return await rateAnswer(scoring, body, { rubric, now });
    } finally {
      leave?.();
    }
  });
}
