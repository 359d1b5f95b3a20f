import { AssayError } from "../core/errors.ts";
import { formatMegabytes } from "../lib/format-megabytes.ts";
import type { Evictable } from "./choose-evictions.ts";
import type { SmallerVariant } from "./load-plan.ts";
import type { MemoryBudget } from "./memory-budget.ts";
import { askAgain } from "./pool-errors.ts";

/** The error of a model for which no room can be made, for ever or for now: what is loaded, what its end would free, and what would fit. */
export function tooBig(given: {
  readonly name: string;
  readonly need: { readonly bytes: number; readonly isMeasured: boolean };
  readonly budget: MemoryBudget;
  readonly loaded: readonly Evictable[];
  readonly smaller: SmallerVariant | undefined;
  /** The engine's own error, when it was the one that refused. */
  readonly cause?: AssayError | undefined;
  /** It would fit once a busy model is idle, which is likely to be so then. */
  readonly waitMs?: number | undefined;
}): AssayError {
  const { name, need, budget, loaded, smaller, cause, waitMs } = given;
  const resident = loaded.filter(({ bytes }) => bytes > 0);
  const usedBytes = resident.reduce((sum, { bytes }) => sum + bytes, 0);
  const freeBytes = Math.max(0, budget.roomBytes(usedBytes));
  const reason =
    cause === undefined
      ? `it needs ${need.isMeasured ? "" : "about "}${formatMegabytes(need.bytes)}, and ${formatMegabytes(freeBytes)} of the ${formatMegabytes(budget.limitBytes)} for models can be had`
      : cause.message;
  const beside = resident.length === 0 ? "nothing else is loaded" : `loaded are ${resident.map(describe).join(", ")}`;
  return new AssayError({
    code: waitMs === undefined ? "out-of-memory" : "service-unavailable",
    message: `Cannot load ${name} as it must fit the memory: ${reason}; ${beside}`,
    retryAfterMs: waitMs,
    hint:
      askAgain(waitMs) +
      [
        ...resident.map((model) => `Unloading ${model.name} would free ${formatMegabytes(model.bytes)}.`),
        smaller === undefined
          ? "Choose a smaller model or a shorter context."
          : smaller.isHere
            ? `${smaller.name} would fit; with the setting autoFit it is taken by itself.`
            : `${smaller.name} would fit once it is downloaded.`,
      ].join(" "),
    cause,
  });
}

function describe({ name, bytes, busy, pinned }: Evictable): string {
  const why = [busy ? ", busy" : "", pinned ? ", retained" : ""].join("");
  return `${name} (${formatMegabytes(bytes)}${why})`;
}
