import { AssayError } from "../core/errors.ts";
import type { Clock } from "./clock.ts";

/** The longest single sleep: the wall clock is looked at again after it, as it may have been set or the machine been asleep. */
const LOOK_AGAIN_MS = 60_000;

/**
 * The next time a clock on the wall shows `time`, from `now` on.
 *
 * @param time hours and minutes of the day, such as `02:00`
 * @throws AssayError `invalid-input`
 */
export function nextTimeOfDay(time: string, now: Date): Date {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time.trim()) ?? [];
  if (hours === undefined || minutes === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: `The time must be one of the day, such as 02:00, not ${JSON.stringify(time)}`,
    });
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  // By the calendar, not by 24 hours: a day on which clocks change has 23 or 25.
  if (at < now) at.setDate(at.getDate() + 1);
  return at;
}

/** Waits until it is `at`. @throws AssayError `aborted` */
export async function waitUntil(
  at: Date,
  { clock, now }: { readonly clock: Clock; readonly now: () => Date },
  signal?: AbortSignal,
): Promise<void> {
  while (true) {
    if (signal?.aborted)
      throw new AssayError({ code: "aborted", message: "Waiting was stopped; nothing was downloaded." });
    const leftMs = at.getTime() - now().getTime();
    if (leftMs <= 0) return;
    await clock.sleep(Math.min(leftMs, LOOK_AGAIN_MS), signal);
  }
}
