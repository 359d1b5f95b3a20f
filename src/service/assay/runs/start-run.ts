import type * as z from "zod";
import { AssayError } from "../../../core/errors.ts";
import type { PromptSet } from "../../../core/prompt.ts";
import { nearNames } from "../../../lib/near-names.ts";
import { runStateSchema } from "../../../wire/assay/run-events.ts";
import { startRunBodySchema } from "../../../wire/assay/start-run.ts";
import { answersOf } from "../../../wire/openai/server/answer-schemas.ts";
import { listPromptSets } from "../../../workbench/bench/list-prompt-sets.ts";
import type { Workspace } from "../../../workbench/workspace.ts";
import type { App, AppContext } from "../../app/app-context.ts";
import { clientSignal } from "../../app/client-signal.ts";
import { MANAGEMENT } from "../../app/management.ts";
import type { RunsContext } from "./runs-context.ts";

const { 200: state, ...refusals } = answersOf(runStateSchema);
const schema = {
  summary: "Starts a run in a process of its own; what cannot be measured is refused before it begins",
  tags: ["assay"],
  body: startRunBodySchema,
  response: { ...refusals, 201: state },
};

/** `POST /assay/v1/runs`. Answers when the run has its folder; its events tell the rest. */
export function addStartRun(app: App, { host, workspace }: AppContext, { runner }: RunsContext): void {
  app.post("/assay/v1/runs", { ...MANAGEMENT, schema }, async ({ body }, reply) => {
    const { models, prompts, name, twin, untilDecided, coldLoad, calibration, ...settings } = body;
    // Names of the catalog alone: a path or an address would reach the disk or other machines.
    const names = await Promise.all(models.map(async (model) => (await host.findModel(model)).id));
    const chosen = await choosePrompts(prompts, workspace);
    const given = { ...settings, ...chosen.given };
    const task = { directory: workspace.directory, given, names, promptSet: chosen.promptSet };
    const run = await runner.start({ ...task, name, twin, untilDecided, coldLoad, calibration }, clientSignal(reply));
    return reply.status(201).send(run);
  });
}

interface ChosenPrompts {
  readonly given?: { readonly prompts: string } | undefined;
  readonly promptSet?: PromptSet | undefined;
}

async function choosePrompts(
  prompts: z.output<typeof startRunBodySchema>["prompts"],
  workspace: Workspace,
): Promise<ChosenPrompts> {
  if (prompts === undefined) return {};
  if (typeof prompts !== "string") {
    const list = prompts.map((prompt, index) => ({ id: `p${index + 1}`, prompt }));
    return { promptSet: { name: "page", prompts: list } };
  }
  const known = (await listPromptSets(workspace)).map(({ name }) => name);
  if (known.includes(prompts)) return { given: { prompts } };
  const near = nearNames(prompts, known);
  throw new AssayError({
    code: "invalid-input",
    message: `There is no prompt set named ${JSON.stringify(prompts)}.`,
    hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `The sets are ${known.join(", ")}.`,
  });
}
