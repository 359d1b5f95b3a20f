import { join } from "node:path";
import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import { callsTools, claimedOf, onlyEmbeds } from "../../catalog/capabilities.ts";
import { editModelFacts, type FactsEdit } from "../../catalog/models/edit-models-file.ts";
import type { MeasuredCapability } from "../../catalog/models/measured-schema.ts";
import { readModelsFile } from "../../catalog/models/read-models-file.ts";
import { type ResolveContext, resolveModel } from "../../catalog/resolve-model.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import { describeMachineClass } from "../../core/machine-class.ts";
import type { RunStore } from "../../core/run-store.ts";
import { readFileFacts } from "../../formats/formats.ts";
import { digestModel } from "../../hub/digest-model.ts";
import { withoutTwins } from "../../selection/check-twins.ts";
import { judgeTasks, type TaskDemand, type TaskFinding } from "../../selection/judge-tasks.ts";
import { digestPrompts } from "../../store/digest-prompts.ts";
import { readRun } from "../report/read-run.ts";
import { readContext } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";

export interface TagOptions extends TaskDemand {
  readonly store: RunStore;
  /** Writes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Takes out what was claimed and is measured to lie below the floor. */
  readonly force?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface TagResult {
  readonly run: string;
  readonly floor: number;
  /** The models.json that is written. */
  readonly file: string;
  readonly isWritten: boolean;
  readonly models: readonly TaggedModel[];
}

/** What a run says of one target, and what becomes of it. */
export interface TaggedModel {
  readonly target: string;
  readonly findings: readonly TaskFinding[];
  /** Claimed, and measured to lie below the floor: taken out only where that was asked for. */
  readonly contradicted: readonly string[];
  /** Absent where nothing of the entry changes. */
  readonly edit?: FactsEdit | undefined;
  /** Why nothing can be said of it; a sentence. */
  readonly refusal?: string | undefined;
}

/**
 * States in the project's models.json what a run has shown its models to do, task by task, with the evidence beside it.
 *
 * Words that a person wrote stay. Evidence of an earlier run gives way to this one's, and goes where this one contradicts it.
 * @throws AssayError `run-missing`, `invalid-input` for a run that is not complete or has no tasks, `invalid-file`, `storage-failed`
 */
export async function tagModels(id: string, workspace: Workspace, options: TagOptions): Promise<TagResult> {
  const { summary } = await readRun(options.store, id);
  requireComplete(summary);
  const findings = judgeTasks(summary, options).map(withoutAbilities);
  if (findings.length === 0) throw withoutTasks(summary);
  const file = join(workspace.directory, "models.json");
  // Evidence is taken from the file that is written, not from those below it.
  const written = await readModelsFile(file);
  const context = await readContext(workspace);
  const models: TaggedModel[] = [];
  const known = new Map<string, readonly MeasuredCapability[]>();
  for (const card of withoutTwins(summary).scorecards) {
    const ofTarget = findings.filter(({ target }) => target === card.target.id);
    const { alias, variant } = card.target;
    const own = written?.models.get(alias);
    const place = variant !== undefined && own?.variants?.[variant] !== undefined ? `${alias}:${variant}` : alias;
    const before = known.get(place) ?? (place === alias ? own : own?.variants?.[variant ?? ""])?.measured ?? [];
    const tagged = await tagTarget(card, { summary, findings: ofTarget, before, context, workspace, options });
    if (tagged.edit?.facts.measured !== undefined) known.set(place, tagged.edit.facts.measured);
    models.push(tagged);
  }
  const edits = models.flatMap(({ edit }) => edit ?? []);
  const isWritten = options.dryRun !== true && edits.length > 0;
  if (isWritten) await editModelFacts(file, edits);
  return { run: summary.run.id, floor: options.floor, file, isWritten, models };
}

/** Words that tell what an engine can ask of a model are no tasks of prompts: facets show neither calls of tools nor vectors. */
function withoutAbilities(finding: TaskFinding): TaskFinding {
  const word = { capabilities: [finding.task] };
  if (!callsTools(word) && !onlyEmbeds(word)) return finding;
  return { ...finding, state: "open", because: "the word stands for another ability: give the task another name" };
}

interface Tagging {
  readonly summary: RunSummary;
  readonly findings: readonly TaskFinding[];
  /** Evidence that the entry has now. */
  readonly before: readonly MeasuredCapability[];
  readonly context: ResolveContext;
  readonly workspace: Workspace;
  readonly options: TagOptions;
}

async function tagTarget(card: Scorecard, tagging: Tagging): Promise<TaggedModel> {
  const { findings, before } = tagging;
  const base = { target: card.target.id, findings, contradicted: [] };
  const found = await findTagged(card, tagging);
  if ("refusal" in found) return { ...base, refusal: found.refusal };
  const claimed = await claimsOf(found.model);
  const contradicted = findings.flatMap(({ state, task }) => (state === "below" && claimed.includes(task) ? task : []));
  const kept = tagging.options.force === true ? claimed.filter((word) => !contradicted.includes(word)) : claimed;
  const judged = new Set(findings.flatMap(({ state, task }) => (state === "open" ? [] : task)));
  const { variant } = card.target;
  const measured = [
    ...before.filter((one) => one.variant !== variant || !judged.has(one.task)),
    ...findings.flatMap((finding) => toMeasured(finding, card, { ...tagging, claimed })),
  ];
  const facts = { capabilities: [...new Set([...kept, ...measured.map(({ task }) => task)])], measured };
  const isSame = JSON.stringify(measured) === JSON.stringify(before) && kept.length === claimed.length;
  return { ...base, contradicted, ...(!isSame && { edit: { alias: card.target.alias, variant, facts } }) };
}

/** The model of the catalog that a target was, as long as its file is still the one that was measured. */
async function findTagged(
  { target, status, error }: Scorecard,
  { context, workspace, options: { signal } }: Tagging,
): Promise<{ readonly model: ResolvedModel } | { readonly refusal: string }> {
  if (status === "failed") return { refusal: `It was not measured: ${error?.message ?? "it answered nothing"}` };
  const { alias, variant, contentDigest } = target;
  if (!context.catalog.models.has(alias))
    return { refusal: `No models.json lists ${alias}: \`assay model add\` registers it.` };
  if (contentDigest === undefined || target.engine === "custom")
    return { refusal: "It is no file of a model, so nothing would tell when it becomes another one." };
  try {
    const [model] = resolveModel(variant === undefined ? alias : `${alias}:${variant}`, context);
    if (model?.source.type !== "file") return { refusal: "Its file is not here any more." };
    const { sha256 } = await digestModel(model.source.path, { stateDirectory: workspace.locations.state, signal });
    return sha256 === contentDigest ? { model } : { refusal: "Its file is another one than the run has measured." };
  } catch (thrown) {
    const { code, message } = toAssayError(thrown);
    if (code === "aborted") throw thrown;
    return { refusal: message };
  }
}

/** What is claimed of a model: in the catalog, else by its file. An entry that names capabilities speaks for the file too. */
async function claimsOf({ capabilities, measured, source }: ResolvedModel): Promise<readonly string[]> {
  if (capabilities !== undefined) return claimedOf(capabilities, measured);
  return (source.type === "file" && (await readFileFacts(source.path)).capabilities) || [];
}

function toMeasured(
  { state, task, n, value, interval, level }: TaskFinding,
  { target }: Scorecard,
  { summary: { run }, options: { floor }, claimed }: Tagging & { readonly claimed: readonly string[] },
): readonly MeasuredCapability[] {
  const { variant, contentDigest } = target;
  if (state !== "carried" || value === undefined || interval === undefined || contentDigest === undefined) return [];
  return [
    {
      task,
      ...(variant !== undefined && { variant }),
      ...(claimed.includes(task) && { claimed: true }),
      value: toFourDigits(value, Math.round),
      low: toFourDigits(interval.low, Math.floor),
      high: toFourDigits(interval.high, Math.ceil),
      level: toFourDigits(level, Math.round),
      n,
      floor,
      source: "facets",
      run: run.id,
      date: run.createdAt.slice(0, 10),
      model: contentDigest,
      prompts: digestPrompts(run.plan.prompts.prompts.filter((prompt) => prompt.task === task)),
      machine: describeMachineClass(run.environment),
      assayVersion: run.assayVersion,
    },
  ];
}

/** An interval is rounded outwards. */
function toFourDigits(value: number, round: (value: number) => number): number {
  return round(value * 1e4) / 1e4;
}

function requireComplete({ run, status }: RunSummary): void {
  if (status === "complete") return;
  throw new AssayError({
    code: "invalid-input",
    message: `The run ${run.id} is not complete: its evidence is only a part of what was planned.`,
    hint: "Go on with it first, or name a complete one: `assay run list` shows them.",
  });
}

function withoutTasks({ run }: RunSummary): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `No prompt of the run ${run.id} has both a task and facets, so it tells of no capability.`,
    hint: 'Name the kind of work in each prompt of the set, such as "task": "summary", beside its facets.',
  });
}
