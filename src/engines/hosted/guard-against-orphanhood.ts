import { Worker } from "node:worker_threads";

/**
 * Ends this process as soon as the parent with this pid is gone, even when the main thread is stuck in an endless loop.
 *
 * A lost connection tells the main thread at once. What that thread is too busy to hear, a second thread finds out within
 * a second: it costs about 15 MiB of the process. It is plain JavaScript in a string, since loading a file with types
 * would cost 10 MiB more.
 */
export function guardAgainstOrphanhood(parentPid: number): void {
  const die = () => process.kill(process.pid, "SIGKILL");
  process.on("disconnect", die);
  if (!process.connected) die();
  const guard = new Worker(SCRIPT, { eval: true, workerData: parentPid, env: {}, execArgv: [], name: "parent-guard" });
  guard.unref();
  // Where no second thread can be had, the lost connection is still heard.
  guard.on("error", () => {});
}

// On Windows the parent's number stays the same after its end, elsewhere an orphan gets a new parent.
const SCRIPT = `
  const { workerData: parentPid } = require("node:worker_threads");
  setInterval(() => {
    if (process.platform === "win32" ? !exists(parentPid) : process.ppid !== parentPid) process.kill(process.pid, "SIGKILL");
  }, 500);
  function exists(pid) {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      return error.code === "EPERM";
    }
  }
`;
