import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import {
  bestOutcome,
  type ScoutFinding,
  type ScoutReport,
  type SkippedModel,
} from "../../report/scout/scout-report.ts";
import { toScoutMarkdown } from "../../report/scout/to-scout-markdown.ts";
import { editSettingsFile } from "../../settings/edit-settings-file.ts";
import { createRunId } from "../../store/run-id.ts";
import { takeFileLock } from "../../system/file-lock.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { createSystemContext } from "../../system/system-context.ts";
import { toWriteError } from "../../system/write-error.ts";
import { openHub } from "../hub/open-hub.ts";
import { addModel } from "../model/add-model.ts";
import { writeText } from "../report/write-reports.ts";
import { resolveName } from "../resolve-name.ts";
import { runsFolderOf } from "../runs-folder.ts";
import type { Workspace } from "../workspace.ts";
import { findCandidates, type ScoutQuery } from "./find-candidates.ts";
import {
  type Candidate,
  isFinding,
  type Look,
  readScoutState,
  type ScoutState,
  writeScoutState,
} from "./scout-state.ts";
import { type TryOptions, tryCandidate } from "./try-candidate.ts";

export interface ScoutOptions
  extends Omit<ScoutQuery, "since" | "availableBytes">,
    Omit<TryOptions, "against" | "timeUp" | "keep"> {
  /** The present default; absent: the first model of the settings. */
  readonly against?: string | undefined;
  /** Day since when a first look counts models as new, or any look that is to go back further. */
  readonly since?: string | undefined;
  readonly maxTimeMs: number;
  readonly availableBytes: number;
  /** Makes a model the default that is to be taken. */
  readonly setDefault: boolean;
}

export interface ScoutResult {
  readonly report: ScoutReport;
  readonly written: { readonly json: string; readonly markdown: string };
}

const FIRST_LOOK_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Looks at the hub for new models, compares the most promising with the present default up to a budget, and writes a short report
 * beside the runs. A look that was stopped is gone on with; what was judged is not asked again unless it changes.
 *
 * @throws AssayError `invalid-input` without a default, `endpoint-unreachable`, `endpoint-status`, `endpoint-protocol`, `aborted`
 */
export async function scout(options: ScoutOptions): Promise<ScoutResult> {
  const { workspace } = options;
  const against = await findDefault(options);
  const runs = runsFolderOf(workspace);
  const path = join(runs, "scout.json");
  await makeFolder(runs);
  await using _ = await takeFileLock(await createSystemContext(), `${path}.lock`, () => busy(path));
  const known = await readScoutState(path);
  const look = isSameLook(known.open, options, against) ? known.open : await begin(options, known, against);
  const state: ScoutState = { ...known, open: look };
  await writeScoutState(path, state);
  const tried = await tryAll(look, { options, against, save: () => writeScoutState(path, state) });
  const newDefault = options.setDefault ? await makeDefault(look, workspace) : undefined;
  const report = toReport(look, tried, newDefault);
  const written = await writeReport(report, runs);
  // What no time was left for keeps the look open: the next one goes on with it.
  if (tried.unfinished.length === 0) await writeScoutState(path, close(known, look, report));
  return { report, written };
}

/** Whether a stopped look asked the same; one of an earlier version does not say what it asked. */
function isSameLook(open: Look | undefined, options: ScoutOptions, against: string): open is Look {
  return open?.against === against && (open.query ?? queryOf(options)) === queryOf(options);
}

function queryOf({ words = "", task, format, licence }: ScoutOptions): string {
  return [words, task, format, licence].join("\n");
}

/** What was compared stays so, whatever is asked; what was passed over may be what another question is about. */
function onlyCompared(seen: ScoutState["seen"]): ScoutState["seen"] {
  return Object.fromEntries(Object.entries(seen).filter(([, { outcome }]) => isFinding(outcome)));
}

async function begin(options: ScoutOptions, known: ScoutState, against: string): Promise<Look> {
  const { workspace, signal, since: asked } = options;
  const now = workspace.now();
  const query = queryOf(options);
  const isAskedAgain = (known.query ?? query) === query;
  const last = isAskedAgain ? known.lookedAt : undefined;
  const usual = last ?? new Date(now.getTime() - FIRST_LOOK_DAYS * DAY_MS).toISOString();
  const since = asked === undefined ? usual : new Date(asked).toISOString();
  await using hub = openHub(workspace);
  const seen = isAskedAgain ? known.seen : onlyCompared(known.seen);
  const found = await findCandidates({ ...options, since }, seen, { hub, workspace, signal, now });
  // A look that began later than it had to leaves what lies before to the next one.
  const complete = since > usual ? usual : now.toISOString();
  return { startedAt: now.toISOString(), complete, query, since, hub: hub.endpoint, against, ...found };
}

interface Trying {
  readonly options: ScoutOptions;
  readonly against: string;
  readonly save: () => Promise<void>;
}

interface Tried {
  readonly findings: readonly ScoutFinding[];
  /** Those that no time was left for. */
  readonly unfinished: readonly SkippedModel[];
}

/** Tries one after the other, as long as there is time. */
async function tryAll(look: Look, { options, against, save }: Trying): Promise<Tried> {
  const { workspace, maxTimeMs } = options;
  const timeUp = new AbortController();
  const done = new AbortController();
  void workspace.clock.sleep(maxTimeMs, done.signal).then(() => timeUp.abort());
  const findings: ScoutFinding[] = [];
  const unfinished: SkippedModel[] = [];
  try {
    for (const [index, candidate] of look.candidates.entries()) {
      const keep = async (changed: Candidate) => {
        look.candidates[index] = changed;
        await save();
      };
      const finding = await tryCandidate(candidate, { ...options, against, timeUp: timeUp.signal, keep });
      if (finding === undefined)
        unfinished.push({ repo: candidate.repo, because: "the time was up, and the next look goes on with it" });
      else findings.push(finding);
    }
  } finally {
    done.abort();
  }
  return { findings, unfinished };
}

/** The model that new ones are held against. */
async function findDefault({ against, workspace }: ScoutOptions): Promise<string> {
  const { models } = workspace.settings;
  const name = against ?? (models === "all" ? undefined : models[0]);
  if (name === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: "New models are held against the present default, and none is named.",
      hint: 'Name it, or put it first in assay.json: "models": ["notes-mini"].',
      remedies: ["name-default"],
    });
  const [, second] = await resolveName(name, workspace);
  if (second === undefined) return name;
  throw new AssayError({ code: "invalid-input", message: `${name} stands for several models: the default is one.` });
}

/** Registers the model to take in the project's models.json and puts it first in assay.json. Returns its alias. */
async function makeDefault({ candidates }: Look, workspace: Workspace): Promise<string | undefined> {
  const taken = candidates.find(({ finding }) => finding?.outcome === "take");
  if (taken === undefined) return undefined;
  const reference = `${taken.repo}:${taken.quantisation ?? taken.file}`;
  const { alias } = await addModel(reference, workspace, { project: true, force: true });
  const others = workspace.settings.models === "all" ? [] : workspace.settings.models.filter((name) => name !== alias);
  await editSettingsFile(join(workspace.directory, "assay.json"), new Map([["models", [alias, ...others]]]));
  return alias;
}

function toReport(look: Look, { findings, unfinished }: Tried, newDefault: string | undefined): ScoutReport {
  const { startedAt: createdAt, hub, since, against, looked, skipped } = look;
  const waiting = [...unfinished, ...look.waiting];
  return { schema: 1, createdAt, hub, since, against, looked, findings, skipped, waiting, newDefault };
}

async function writeReport(report: ScoutReport, runs: string): Promise<ScoutResult["written"]> {
  const folder = join(runs, createRunId(report.createdAt, "scout"));
  await makeFolder(folder);
  const written = { json: join(folder, "scout.json"), markdown: join(folder, "scout.md") };
  await writeText(written.json, `${JSON.stringify({ ...report, best: bestOutcome(report) }, undefined, 2)}\n`);
  await writeText(written.markdown, toScoutMarkdown(report));
  return written;
}

/** What was judged is seen; what waits is news the next time too. */
function close(
  { seen }: ScoutState,
  { startedAt, complete = startedAt, query, changedAt }: Look,
  { findings, skipped, waiting }: ScoutReport,
): ScoutState {
  const judged = [
    ...findings.map(({ repo, outcome }) => ({ repo, outcome })),
    ...skipped.map(({ repo, because }) => ({ repo, outcome: because })),
  ];
  const entries = judged.map(({ repo, outcome }) => {
    return [repo, { lastModified: changedAt[repo] ?? "", outcome, at: startedAt }] as const;
  });
  const oldest = waiting.flatMap(({ repo }) => changedAt[repo] || []).sort()[0];
  const lookedAt = oldest !== undefined && oldest < complete ? oldest : complete;
  return {
    schema: 1,
    type: "assay-scout",
    lookedAt,
    ...(query !== undefined && { query }),
    seen: { ...seen, ...Object.fromEntries(entries) },
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY.folder });
  } catch (cause) {
    throw toWriteError(folder, cause);
  }
}

function busy(path: string): AssayError {
  return new AssayError({
    code: "run-locked",
    message: "Another look at the hub is under way in this folder.",
    hint: `Wait for its end. If there is none, delete ${path}.lock.`,
  });
}
