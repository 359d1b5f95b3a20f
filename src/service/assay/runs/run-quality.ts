import * as z from "zod";
import { summarizeAnnotations } from "../../../quality/annotations/summarize-annotations.ts";
import { summarizePreferences } from "../../../quality/preferences/summarize-preferences.ts";
import { describePreferences, preferencesTable } from "../../../report/judging/describe-preferences.ts";
import { type RunQuality, runQualitySchema } from "../../../wire/assay/run-quality.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import { type RunScoring, readScoring } from "../../../workbench/quality/read-scoring.ts";
import type { App } from "../../app/app-context.ts";
import { MANAGEMENT } from "../../app/management.ts";
import { type RunsContext, runId } from "./runs-context.ts";

const schema = {
  summary:
    "What people said of a run's answers, with the models that gave them: preferences and the most disputed answers",
  tags: ["assay"],
  params: z.strictObject({ id: runId }),
  response: answersOf(runQualitySchema),
};

/** `GET /assay/v1/runs/:id/quality`. It names models, so it is not for those who are still to score. */
export function addRunQuality(app: App, { store }: RunsContext): void {
  app.get("/assay/v1/runs/:id/quality", { ...MANAGEMENT, schema }, async ({ params: { id } }) =>
    toRunQuality(await readScoring(store, id)),
  );
}

function toRunQuality({ run, items, entries }: RunScoring): RunQuality {
  const given = { targets: run.plan.targets.map(({ id }) => id), seed: run.plan.seed };
  const { people, disputes } = summarizeAnnotations(items, entries, given);
  const preferences = summarizePreferences(items, entries, given);
  return {
    people: people.filter(({ scores }) => scores > 0),
    disputes: disputes.map((one) => ({ ...one, targets: [...one.targets], scores: [...one.scores] })),
    ...(preferences !== undefined && {
      preferences: {
        people: preferences.people.map(({ by, pairs }) => ({ by, pairs })),
        table: mutable(preferencesTable(preferences.targets)),
        sentences: [...describePreferences(preferences)],
      },
    }),
  };
}

function mutable({ heads, rows }: ReturnType<typeof preferencesTable>) {
  return { heads: [...heads], rows: rows.map((row) => [...row]) };
}
