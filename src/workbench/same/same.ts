import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readPromptSet } from "../../catalog/prompts/read-prompt-set.ts";
import { isDemonstrationModel } from "../../core/demonstration-models.ts";
import { AssayError } from "../../core/errors.ts";
import type { PromptSet } from "../../core/prompt.ts";
import type { TargetPlan } from "../../core/run.ts";
import { toSameHtml } from "../../report/sameness/to-same-html.ts";
import { toSameMarkdown } from "../../report/sameness/to-same-markdown.ts";
import type { SameResult } from "../../sameness/same-result.ts";
import { createRunId } from "../../store/run-id.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { toWriteError } from "../../system/write-error.ts";
import { inspectTargets, markUnavailable } from "../bench/inspect-targets.ts";
import { writeText } from "../report/write-reports.ts";
import { type CompareRuntimesOptions, compareRuntimes } from "./compare-runtimes.ts";
import { type FindOptions, type FoundRuntimes, findRuntimes } from "./find-runtimes.ts";

export interface SameOptions
  extends FindOptions,
    Pick<CompareRuntimesOptions, "signal" | "onRead" | "onProgress" | "onFailure"> {
  /** Name or path of the prompt set; absent: a small one fit for it. */
  readonly prompts?: string | undefined;
  readonly maxTokens?: number | undefined;
  readonly rounds?: number | undefined;
}

export interface SameOutcome {
  readonly result: SameResult;
  /** Paths of the reports. */
  readonly written: { readonly json?: string; readonly markdown?: string; readonly html?: string };
}

const DEFAULTS = { maxTokens: 48, rounds: 3 } as const;

/**
 * Runs one model in every runtime at hand, compares what they make of the same prompts, and writes the reports into a folder
 * beside the runs.
 *
 * @throws AssayError `unknown-model`, `unsupported` for a model that only embeds, `invalid-input` where there is one runtime only
 */
export async function same(options: SameOptions): Promise<SameOutcome> {
  const { workspace, maxTokens = DEFAULTS.maxTokens, rounds = DEFAULTS.rounds } = options;
  const { targets, missing } = await findRuntimes(options);
  requireSeveral(options.model, { targets, missing });
  const promptSet = await readPrompts(options, targets);
  // A base model, a missing file or an endpoint that is down is told before anything is loaded.
  const problems = await inspectTargets(targets, options);
  const marked = markUnavailable(targets, problems);
  const result = await compareRuntimes({ ...options, targets: marked, missing, promptSet, maxTokens, rounds });
  return { result, written: await writeFiles(result, resolve(workspace.directory, workspace.settings.runs)) };
}

function readPrompts({ prompts, workspace }: SameOptions, targets: readonly TargetPlan[]): Promise<PromptSet> {
  const { directory, locations } = workspace;
  // The demonstration models know short notes only.
  const usual = targets.some(isDemonstrationModel) ? "meeting-notes" : "same-model";
  return readPromptSet(prompts ?? usual, { directory, builtInDirectory: locations.builtInPrompts });
}

async function writeFiles(result: SameResult, runs: string): Promise<SameOutcome["written"]> {
  if (result.reference === undefined) return {};
  const folder = join(runs, createRunId(result.createdAt, `same ${result.runtimes[0]?.target.alias}`));
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY.folder });
  } catch (cause) {
    throw toWriteError(folder, cause);
  }
  const written = {
    json: join(folder, "same.json"),
    markdown: join(folder, "same.md"),
    html: join(folder, "same.html"),
  };
  await writeText(written.json, `${JSON.stringify(result, null, 2)}\n`);
  await writeText(written.markdown, toSameMarkdown(result));
  await writeText(written.html, toSameHtml(result));
  return written;
}

function requireSeveral(model: string, { targets, missing }: FoundRuntimes): void {
  const [only, ...others] = targets;
  if (others.length > 0) return;
  const absent = missing.map(({ runtime, because }) => `\n${runtime}: ${because}.`).join("");
  throw new AssayError({
    code: "invalid-input",
    message: `Only one runtime of ${model} is at hand, ${only?.id}: a comparison needs two.${absent}`,
    hint: "Name another by its path, its name or its address, such as http://localhost:8080/v1#model.",
    remedies: ["name-runtime"],
  });
}
