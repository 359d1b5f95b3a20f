import * as z from "zod";
import { isRunId } from "../../../store/run-id.ts";
import { removedRunSchema } from "../../../wire/assay/runs.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import type { App } from "../../app/app-context.ts";
import { MANAGEMENT } from "../../app/management.ts";
import type { RunsContext } from "./runs-context.ts";

const schema = {
  summary: "Removes a run with everything in its folder",
  tags: ["assay"],
  // Not latest: which one that is may have changed since it was looked at.
  params: z.strictObject({ id: z.string().max(100).refine(isRunId, "the id of a run") }),
  response: answersOf(removedRunSchema),
};

/** `DELETE /assay/v1/runs/:id` */
export function addRemoveRun(app: App, { store }: RunsContext): void {
  app.delete("/assay/v1/runs/:id", { ...MANAGEMENT, schema }, async ({ params: { id } }) => {
    await store.remove(id);
    return { removed: id };
  });
}
