/**
 * The system's monotonic time in ms, the same in every process of this machine.
 *
 * Node reads CLOCK_MONOTONIC on Linux, mach_continuous_time on macOS and the performance counter on Windows (libuv,
 * uv_hrtime): all count from the start of the machine. `performance.now()` counts from the start of its own process.
 */
export function systemTimeMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The offset that turns a clock's time into the system's; of several readings, the one that was disturbed least. */
export function systemTimeOffsetMs(now: () => number): number {
  let tightestMs = Number.POSITIVE_INFINITY;
  let offsetMs = 0;
  for (let reading = 0; reading < 20; reading++) {
    const before = now();
    const system = systemTimeMs();
    const widthMs = now() - before;
    if (widthMs >= tightestMs) continue;
    tightestMs = widthMs;
    offsetMs = system - (before + widthMs / 2);
  }
  return offsetMs;
}
