import { createHash } from "node:crypto";
import type { ChatModel } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import type { Clock } from "../../lib/clock.ts";
import { type AskJudgeOptions, askJudge } from "../../quality/judge/ask-judge.ts";
import { expectedScores } from "../../quality/judge/expected-scores.ts";
import type { JudgeTask, KeyedTask } from "../../quality/judge/judge-tasks.ts";
import type { Judgement } from "../../quality/judge/judgement.ts";
import { readChoice } from "../../quality/judge/read-choice.ts";
import { readScores } from "../../quality/judge/read-scores.ts";
import { toCanonicalJson } from "../../store/canonical-json.ts";

/** How the judge is asked. */
export interface JudgeSettings {
  readonly retries: number;
  readonly maxTokens: number;
}

/** How many questions are answered. */
export interface JudgeProgress {
  readonly done: number;
  readonly total: number;
  /** Time still needed, from a few replies on. */
  readonly leftMs?: number | undefined;
}

export interface AskTasksOptions extends JudgeSettings {
  readonly judge: TargetPlan;
  readonly chat: ChatModel;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  readonly append: (judgement: Judgement) => Promise<void>;
  readonly onProgress?: ((progress: JudgeProgress) => void) | undefined;
}

/** Changes with every change of how replies are read, so that older ones are asked for anew. */
const READER_VERSION = 1;
const KEPT_CHARACTERS = 4000;

/** Gives each task the key of everything that the reply depends on. */
export function keyTasks(
  tasks: readonly JudgeTask[],
  { id, source, contentDigest }: TargetPlan,
  settings: JudgeSettings,
): readonly KeyedTask[] {
  const judge = contentDigest ?? { id, source };
  const { retries, maxTokens } = settings;
  return tasks.map((task) => {
    const { messages, schema } = task.request;
    const content = toCanonicalJson({ messages, schema, judge, retries, maxTokens, version: READER_VERSION });
    return { key: createHash("sha256").update(content).digest("hex"), task };
  });
}

/**
 * Puts the open questions to the judge, one after the other, and keeps each reply as it comes.
 *
 * @returns keys of questions that are too long for the judge's context
 * @throws AssayError `aborted`, and whatever else the judge failed with; what came before is kept
 */
export async function askTasks(open: readonly KeyedTask[], options: AskTasksOptions): Promise<readonly string[]> {
  const { clock, append, onProgress } = options;
  const tooLong: string[] = [];
  const startedMs = clock.now();
  for (const [done, { key, task }] of open.entries()) {
    const leftMs = done < 3 ? undefined : ((clock.now() - startedMs) / done) * (open.length - done);
    onProgress?.({ done, total: open.length, leftMs });
    try {
      await append({ ...(await judgeTask(task, options)), key });
    } catch (thrown) {
      if (!(thrown instanceof AssayError) || thrown.code !== "context-exceeded") throw thrown;
      tooLong.push(key);
    }
  }
  onProgress?.({ done: open.length, total: open.length, leftMs: 0 });
  return tooLong;
}

/** A judgement but for its key, whichever kind it is. */
type Unkeyed<T> = T extends unknown ? Omit<T, "key"> : never;

async function judgeTask(task: JudgeTask, options: AskTasksOptions): Promise<Unkeyed<Judgement>> {
  const { judge, chat, now } = options;
  const ask = <T>(read: AskJudgeOptions<T>["read"]) => askJudge(chat, task.request, { ...options, read });
  const base = { type: "judgement", judge: judge.id, prompt: task.prompt, judgedAt: now().toISOString() } as const;
  if (task.kind === "choice") {
    const { tokens, text, ...reply } = await ask(readChoice);
    return { ...base, kind: "choice", ...reply, text: text.slice(0, KEPT_CHARACTERS) };
  }
  const { tokens = [], text, ...reply } = await ask((raw) => readScores(raw, task.criteria));
  const expected = reply.reading.type === "read" ? expectedScores(tokens, idsOf(task.criteria)) : {};
  return {
    ...base,
    kind: "scores",
    ...reply,
    text: text.slice(0, KEPT_CHARACTERS),
    ...(Object.keys(expected).length > 0 && { expected }),
  };
}

function idsOf(criteria: readonly { readonly id: string }[]): readonly string[] {
  return criteria.map(({ id }) => id);
}
