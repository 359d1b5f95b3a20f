import os from "node:os";

/** Begins to watch the processors; what it returns tells the share of their time that other processes took since. */
export type WatchOthers = () => () => number;

/** Watches by the system's own counts, of this machine and of this process. */
export const watchOthers: WatchOthers = () => {
  const before = readTimes();
  return () => {
    const now = readTimes();
    const allMs = now.allMs - before.allMs;
    return allMs <= 0 ? 0 : Math.max(0, now.busyMs - before.busyMs - (now.ownMs - before.ownMs)) / allMs;
  };
};

function readTimes() {
  let allMs = 0;
  let idleMs = 0;
  for (const { times } of os.cpus()) {
    allMs += times.user + times.nice + times.sys + times.idle + times.irq;
    idleMs += times.idle;
  }
  const { user, system } = process.cpuUsage();
  return { allMs, busyMs: allMs - idleMs, ownMs: (user + system) / 1000 };
}
