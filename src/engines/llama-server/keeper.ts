// The entry of a small process that runs a program for its parent, and ends it when the parent is gone, however that ended.
import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { FromKeeper, ToKeeper } from "./keeper-messages.ts";

let child: ChildProcess | undefined;

// Ctrl-C in a terminal reaches every process of the group: the parent decides what becomes of this one.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, leave);
process.on("disconnect", leave);
process.on("message", (message: ToKeeper) => {
  switch (message.type) {
    case "start":
      return start(message);
    case "stop":
      return void child?.kill(message.signal);
    default:
      message satisfies never;
  }
});
if (!process.connected) leave();

function start({ path, args }: ToKeeper & { readonly type: "start" }): void {
  child = spawn(path, args, {
    // Its output goes straight to the parent. A group of its own: Ctrl-C is not meant for it.
    stdio: ["ignore", "inherit", "inherit"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  child.once("spawn", () => {
    offerToMemoryKiller(child?.pid);
    say({ type: "started", pid: child?.pid });
  });
  child.once("error", (error) => {
    if (child?.pid === undefined) say({ type: "ended", code: null, signal: null, because: error.message }, leave);
  });
  child.once("exit", (code, signal) => say({ type: "ended", code, signal }, leave));
}

function say(message: FromKeeper, then: () => void = () => {}): void {
  if (process.connected) process.send?.(message, undefined, undefined, then);
  else then();
}

function leave(): void {
  child?.kill("SIGKILL");
  process.exit(0);
}

/** When memory runs out, Linux ends the process with the highest score: let it be the model's. */
function offerToMemoryKiller(pid: number | undefined): void {
  if (process.platform !== "linux" || pid === undefined) return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, "1000");
  } catch {
    // Not every container lets a process write it; the model works all the same.
  }
}
