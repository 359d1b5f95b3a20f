import type { GenerationJob } from "./generation-job.ts";
import type { Token } from "./vocabulary.ts";

/** Counts the first tokens that both have. The job's last token is always computed: it gives the first one of the answer. */
export function countCommon(held: readonly Token[], job: GenerationJob): number {
  const most = Math.min(held.length, job.length - 1);
  let count = 0;
  while (count < most && held[count] === job.at(count)) count++;
  return count;
}
