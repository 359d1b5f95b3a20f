import { toAssayError } from "../../core/errors.ts";
import { BUILT_IN_RUBRIC } from "../../quality/rubric/built-in-rubric.ts";
import { readRubric } from "../../quality/rubric/file/read-rubric.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";

/** Tells whether answers can be scored by the project's rubric.json; nothing where there is none. */
export async function checkRubric({ directory }: Pick<Workspace, "directory">): Promise<readonly Finding[]> {
  const found = { topic: "settings", subject: "rubric" } as const;
  try {
    const rubric = await readRubric({ directory });
    if (rubric === BUILT_IN_RUBRIC) return [];
    return [{ ...found, status: "ok", message: `scores ${rubric.criteria.map(({ id }) => id).join(", ")}` }];
  } catch (thrown) {
    const { message, hint } = toAssayError(thrown);
    return [{ ...found, status: "problem", message, ...(hint !== undefined && { hints: [hint] }) }];
  }
}
