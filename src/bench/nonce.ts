import type { ChatCapabilities } from "../core/chat-model.ts";
import type { RequestPlan } from "../core/run.ts";
import { createRandom } from "../lib/random.ts";

/**
 * Tells whether a prompt needs a nonce to be new to the target's cache.
 *
 * Engines with a switch are told; only what lacks one gets a nonce, since it changes the answer.
 */
export function needsNonce(plan: RequestPlan, capabilities: ChatCapabilities, isEndpoint: boolean): boolean {
  return plan.prefixCache === "off" && isEndpoint && !capabilities.promptReuseSwitch;
}

/** Random text of its own for each cell, the same after a resume. */
export function createNonce(seed: number, cell: string): string {
  let hash = seed >>> 0;
  for (const character of cell) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return createRandom(hash)
    .integer(2 ** 32)
    .toString(36)
    .padStart(7, "0");
}
