import type { PipelineStep } from "../../core/pipeline-step.ts";
import { shareInterval } from "../../stats/share-interval.ts";

/** Watches how often the cascades of a service escalate, beside the rate that each was chosen for. */
export interface EscalationWatch {
  /**
   * Looks at one step of a model's answer.
   *
   * @param promisedRate share of requests that the policy was measured to escalate; absent: nothing was promised
   * @returns a sentence once the rate is shown to be another one than promised; it is said once for each model
   */
  see(model: string, step: PipelineStep, promisedRate: number | undefined): string | undefined;
}

/** Fewer answers show nothing of a rate; what is older than so many says nothing of today's requests. */
const LEAST_ANSWERS = 50;
const MOST_ANSWERS = 1000;
/** The interval is looked at again and again: at this level it excludes a true rate in few of all services. */
const LEVEL = 0.999;

export function createEscalationWatch(): EscalationWatch {
  const recent = new Map<string, boolean[]>();
  const told = new Set<string>();
  return {
    see(model, { name, state }, promisedRate) {
      if (promisedRate === undefined || name !== "large" || (state !== "started" && state !== "skipped"))
        return undefined;
      const answers = recent.get(model) ?? [];
      recent.set(model, answers);
      answers.push(state === "started");
      if (answers.length > MOST_ANSWERS) answers.shift();
      if (told.has(model) || answers.length < LEAST_ANSWERS) return undefined;
      const interval = shareInterval(
        answers.map((isEscalated) => ({ found: Number(isEscalated), expected: 1 })),
        LEVEL,
      );
      if (interval === undefined || (interval.low <= promisedRate && promisedRate <= interval.high)) return undefined;
      told.add(model);
      const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
      const rate = answers.filter(Boolean).length / answers.length;
      return (
        `${model} escalates ${percent(rate)} of its requests [${percent(interval.low)}, ${percent(interval.high)}], of the last ` +
        `${answers.length}, where ${percent(promisedRate)} was measured: they are not like the prompts it was chosen on. ` +
        "Replay a run on prompts like these to choose anew."
      );
    },
  };
}
