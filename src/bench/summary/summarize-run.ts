import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import { isDemonstrationModel } from "../../core/demonstration-models.ts";
import type { EndEntry, JournalEntry, Plan, Run, SessionEntry } from "../../core/run.ts";
import type { Warning } from "../../core/warning.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { defaultAcceptable } from "../../quality/acceptable/default-acceptable.ts";
import type { QualitySource } from "../../quality/sources/quality-source.ts";
import { currencyOf } from "../../rates/target-rates.ts";
import { describeBusy } from "./busy-machine.ts";
import { chooseQuality, withQuality } from "./choose-quality.ts";
import { listSessions, withoutSuperseded } from "./current-samples.ts";
import { type RunMeanings, readMeanings } from "./read-meanings.ts";
import { createRunClock } from "./run-clock.ts";
import type { RunScores } from "./run-scores.ts";
import type { RunSummary, UsedAcceptable } from "./scorecard.ts";
import { summarizeLooks } from "./summarize-looks.ts";
import { summarizeTarget } from "./summarize-target.ts";

export interface SummaryOptions {
  /** What people and a judge said of the answers. */
  readonly scores?: RunScores | undefined;
  /** Another rule of what is acceptable than the plan's. */
  readonly acceptable?: AcceptableRule | undefined;
  /** The source to take the quality of targets from; absent: the first of those that there are. */
  readonly quality?: QualitySource | undefined;
}

/** Computes everything that a run shows from its plan, its journal and the scores of its answers. */
export function summarizeRun(
  run: Run,
  journal: readonly JournalEntry[],
  { scores, quality: asked, acceptable: other }: SummaryOptions = {},
): RunSummary {
  const entries = withoutSuperseded(journal);
  const sessions = listSessions(entries);
  const own = sessions.flatMap(({ session }) => session ?? []);
  const calibration = own.findLast((session) => session.calibration !== undefined)?.calibration;
  const end = entries.findLast((entry) => entry.type === "end" || entry.type === "session");
  const recorded = entries.filter((entry) => entry.type === "sample" && entry.phase === "timed").length;
  const timeOf = createRunClock(entries);
  const meanings = readMeanings(run.plan, entries);
  const disturbances = describeDisturbances(run, sessions);
  const looks = summarizeLooks(run.plan, entries);
  const rates = { ...run.rates, currency: currencyOf(run.plan.targets, run.rates) };
  const acceptable = findAcceptable(run.plan, other);
  const scorecards = run.plan.targets.map((target) =>
    summarizeTarget(target, { plan: run.plan, rates, entries, timeOf, meanings, scores, acceptable: acceptable?.rule }),
  );
  const quality = chooseQuality(scorecards, run.plan.prompts.prompts, asked);
  return {
    schema: 3,
    run,
    status: end?.type === "end" ? end.status : "running",
    scorecards: withQuality(scorecards, quality),
    ...(quality !== undefined && { quality }),
    ...(acceptable !== undefined && { acceptable }),
    ...(scores !== undefined && { scores: scores.overview }),
    ...(calibration !== undefined && { calibration }),
    planned: run.plan.targets.length * run.plan.prompts.prompts.length * run.plan.rounds,
    recorded,
    ...(looks !== undefined && { looks }),
    disturbances,
    warnings: [
      ...disturbances.map((message) => ({ code: "measurement-disturbed", message }) as const),
      ...(flattersItsModels(run.plan) ? [{ code: "notice", message: TRAINED_ON_THIS } as const] : []),
      ...warnUnscored(meanings, end),
      ...warningsOf(own, sessions.filter(({ current }) => current > 0).length),
    ],
  };
}

/** The rule that was asked for, else the plan's, else what is acceptable when nobody says. */
function findAcceptable({ acceptable, prompts }: Plan, other: AcceptableRule | undefined): UsedAcceptable | undefined {
  if (other !== undefined) return { rule: other, from: "report" };
  if (acceptable !== undefined) return { rule: acceptable, from: "plan" };
  const rule = defaultAcceptable(prompts.prompts);
  return rule && { rule, from: "default" };
}

/** What disturbed the sessions whose requests count. */
function describeDisturbances(run: Run, sessions: ReturnType<typeof listSessions>): readonly string[] {
  const { loadAverage: loadAtStart, cpuCount } = run.environment;
  const counted = sessions.some(({ current }) => current > 0)
    ? sessions.filter(({ current }) => current > 0)
    : sessions;
  const loads = counted.flatMap((one) => one.session?.loadAverage ?? (one === sessions[0] ? (loadAtStart ?? []) : []));
  const busiest = Math.max(0, ...(sessions.length === 0 ? [loadAtStart ?? 0] : loads));
  const busy = describeBusy({ loadAverage: busiest, cpuCount });
  const beside = [...new Set(counted.flatMap(({ end }) => end?.beside ?? []))];
  return [
    ...(busy === undefined ? [] : [busy]),
    ...(beside.length === 0 ? [] : [`another benchmark ran in the same time (${beside.join(", ")})`]),
  ];
}

function warnUnscored({ unscored }: RunMeanings, end: EndEntry | SessionEntry | undefined): readonly Warning[] {
  if (unscored.size === 0 || end?.type !== "end") return [];
  const because = end.meaningError === undefined ? "" : ` ${endSentence(end.meaningError.message)}`;
  const message = `Answers to ${pluralize(unscored.size, "prompt")} are not scored, as their facets by meaning were not compared.${because} Resume the run to compare them.`;
  return [{ code: "notice", message }];
}

const TRAINED_ON_THIS =
  "The meeting notes come from the same grammar as the texts that the demonstration models were trained on: their quality here says nothing about other texts, and cannot be held against that of other models.";

function flattersItsModels({ prompts, targets }: Plan): boolean {
  return prompts.source === "meeting-notes" && targets.some(isDemonstrationModel);
}

function warningsOf(sessions: readonly SessionEntry[], counted: number): Warning[] {
  const warnings: Warning[] = [];
  if (counted > 1) {
    warnings.push({
      code: "notice",
      message: `The run was measured in ${counted} sessions, as it was interrupted, or parts of it were measured again.`,
    });
  }
  const unmeasured = sessions.findLast(({ calibrationError }) => calibrationError !== undefined)?.calibrationError;
  if (unmeasured !== undefined) {
    warnings.push({
      code: "notice",
      message: endSentence(`The harness itself could not be measured: ${unmeasured.message}`),
    });
  }
  const unread = new Set(sessions.at(-1)?.energyProblems);
  return [...warnings, ...[...unread].map((message) => ({ code: "notice", message }) as const)];
}
