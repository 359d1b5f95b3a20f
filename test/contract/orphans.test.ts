import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../fixtures/hosted-parent.ts", import.meta.url));

/** Runs the program, ends it as said, and waits until the process of its model is gone too. */
async function expectNoOrphan(behaviour: string, signal?: NodeJS.Signals): Promise<void> {
  const parent = spawn(process.execPath, [program, behaviour], { stdio: ["ignore", "pipe", "ignore"] });
  const exit = once(parent, "exit");
  const [line] = await once(parent.stdout.setEncoding("utf8"), "data");
  const pid = Number(line);
  assert.ok(pid > 0, `a pid: ${line}`);
  if (signal !== undefined) parent.kill(signal);
  await exit;
  // Nobody tells of the end of a process that is not our own child; the test's time limit bounds the wait.
  while (exists(pid)) await sleep(20);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the process of a hosted model", { timeout: 30_000 }, () => {
  it("is gone when its program is killed", () => expectNoOrphan("idle", "SIGKILL"));
  it("is gone when its program is killed while the model is busy", () => expectNoOrphan("busy", "SIGKILL"));
  it("is gone when its program fails", () => expectNoOrphan("throw"));
  it("is gone when its program is done without having unloaded it", () => expectNoOrphan("leave"));
});
