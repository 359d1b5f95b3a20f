import { AssayError } from "../core/errors.ts";
import type { Plan, Run } from "../core/run.ts";
import { endSentence } from "../lib/end-sentence.ts";
import { toCanonicalJson } from "./canonical-json.ts";
import { digestRun, toIdentity } from "./digest-run.ts";

/**
 * Holds what is to be measured now against what a run has recorded: a resume must go on with the same.
 *
 * @throws AssayError `run-changed` naming each model file, prompt and plan field that differs, with both values
 */
export function assertSameRun(recorded: Run, planned: Plan): void {
  const changes = listChanges(toIdentity(recorded.plan), toIdentity(planned));
  if (changes.length > 0) throw changedError(recorded.id, changes);
  if (recorded.digest === digestRun(recorded.plan)) return;
  throw new AssayError({
    code: "run-changed",
    message: `The run.json of ${recorded.id} was edited after the run began: its digest should be ${digestRun(recorded.plan)}, not ${recorded.digest}.`,
    hint: "Restore the file, or start a new run.",
  });
}

interface Change {
  readonly what: string;
  /** Absent: was not there. */
  readonly recorded: unknown;
  readonly planned: unknown;
}

function listChanges(recorded: Plan, planned: Plan): Change[] {
  const { targets: recordedTargets, prompts: recordedPrompts, ...recordedRest } = recorded;
  const { targets: plannedTargets, prompts: plannedPrompts, ...plannedRest } = planned;
  return [
    ...compareNamed("target", recordedTargets, plannedTargets),
    ...compare("the name of the prompt set", recordedPrompts.name, plannedPrompts.name),
    ...compareNamed("prompt", recordedPrompts.prompts, plannedPrompts.prompts),
    ...compareMembers(recordedRest, plannedRest, (field) => `the plan's ${field}`),
  ];
}

interface Named {
  readonly id: string;
}

function compareNamed(kind: "target" | "prompt", recorded: readonly Named[], planned: readonly Named[]): Change[] {
  const ids = [...new Set([...recorded, ...planned].map(({ id }) => id))];
  const changes = ids.flatMap((id) => {
    const before = recorded.find((item) => item.id === id);
    const now = planned.find((item) => item.id === id);
    if (before === undefined || now === undefined) return compare(`${kind} ${id}`, before?.id, now?.id);
    return compareMembers(before, now, (field) =>
      field === "contentDigest" ? `the model file of ${kind} ${id}` : `${field} of ${kind} ${id}`,
    );
  });
  if (changes.length > 0) return changes;
  const order = (items: readonly Named[]) => items.map(({ id }) => id);
  return compare(`the order of the ${kind}s`, order(recorded), order(planned));
}

/** Compares two objects field by field, and objects in them likewise: `request.seed` is one field. */
function compareMembers(recorded: object, planned: object, toName: (field: string) => string): Change[] {
  const before = new Map<string, unknown>(Object.entries(recorded));
  const now = new Map<string, unknown>(Object.entries(planned));
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((field) => {
    const values = [before.get(field), now.get(field)] as const;
    if (isObject(values[0]) && isObject(values[1]))
      return compareMembers(values[0], values[1], (inner) => toName(`${field}.${inner}`));
    return compare(toName(field), ...values);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compare(what: string, recorded: unknown, planned: unknown): Change[] {
  return toText(recorded) === toText(planned) ? [] : [{ what, recorded, planned }];
}

function changedError(id: string, changes: readonly Change[]): AssayError {
  const differences = changes.map(({ what, recorded, planned }) => {
    const [before, now] = shorten(toText(recorded), toText(planned));
    return `${what} must be ${before}, not ${now}`;
  });
  return new AssayError({
    code: "run-changed",
    message: endSentence(`${id} cannot be resumed with another plan: ${differences.join("; ")}`),
    hint: "Bring back what the run was begun with, or start a new run.",
  });
}

function toText(value: unknown): string {
  return value === undefined ? "absent" : toCanonicalJson(value);
}

const SHOWN_CHARACTERS = 100;
const SHOWN_BEFORE = 20;

/** Cuts two different texts to what fits a message, around the place where they begin to differ. */
function shorten(before: string, now: string): readonly [string, string] {
  let same = 0;
  while (same < before.length && before[same] === now[same]) same++;
  const start = Math.max(before.length, now.length) > SHOWN_CHARACTERS ? Math.max(0, same - SHOWN_BEFORE) : 0;
  const cut = (text: string) => {
    const shown = text.slice(start, start + SHOWN_CHARACTERS);
    return `${start > 0 ? "..." : ""}${shown}${start + shown.length < text.length ? "..." : ""}`;
  };
  return [cut(before), cut(now)];
}
