import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as promises from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { AssayError } from "../core/errors.ts";
import { createFakeClock } from "../lib/clock.ts";
import { createRandom } from "../lib/random.ts";
import { temporaryFolder } from "../store/fixtures/example-run.ts";
import { describeOwner, readFileLock, takeFileLock } from "./file-lock.ts";
import type { LockOwner } from "./lock-owner.ts";
import { isProcessAlive, readProcessStart } from "./process-start.ts";
import type { SystemContext } from "./system-context.ts";

const DEAD = 999_999;
const TOKEN = "6f1c2a52-8c3e-4b0f-9d25-0f8f3a0f7a11";

function contextOf(processId: number, changes: Partial<SystemContext> = {}): SystemContext {
  return {
    fs: promises,
    clock: createFakeClock(),
    now: () => new Date(),
    processId,
    host: "here",
    isProcessAlive: async (owner) => owner.processId !== DEAD,
    ...changes,
  };
}

function takeLock(context: SystemContext, path: string): Promise<AsyncDisposable> {
  return takeFileLock(context, path, (owner) => {
    return new AssayError({ code: "run-locked", message: describeOwner(owner), hint: `delete ${path}` });
  });
}

async function leaveLock(path: string, changes: Partial<LockOwner> = {}): Promise<void> {
  const owner = { processId: DEAD, host: "here", since: "2026-11-21T11:43:55.000Z", token: TOKEN, ...changes };
  await promises.writeFile(path, JSON.stringify(owner));
}

test("a lock whose process is gone is reclaimed", async (context) => {
  const folder = await temporaryFolder(context);
  const path = join(folder, "run.lock");
  await leaveLock(path);
  assert.equal(await readFileLock(contextOf(1), path), undefined);
  await using _lock = await takeLock(contextOf(1), path);
  assert.equal((await readFileLock(contextOf(2), path))?.processId, 1);
  assert.deepEqual(await promises.readdir(folder), ["run.lock"]);
});

test("a lock of another host is not reclaimed, and the hint names its file", async (context) => {
  const path = join(await temporaryFolder(context), "run.lock");
  await leaveLock(path, { host: "there" });
  await assert.rejects(takeLock(contextOf(1), path), (error) => {
    assert.ok(error instanceof AssayError && error.code === "run-locked");
    assert.match(error.message, /process 999999 on there since 2026-11-21T11:43:55.000Z/);
    assert.ok(error.hint?.includes(path));
    return true;
  });
});

test("a lock is held against its own process too, and given back once", async (context) => {
  const path = join(await temporaryFolder(context), "run.lock");
  const first = await takeLock(contextOf(1), path);
  await assert.rejects(takeLock(contextOf(1), path), { code: "run-locked" });
  await first[Symbol.asyncDispose]();
  await using _second = await takeLock(contextOf(1), path);
  await first[Symbol.asyncDispose]();
  assert.notEqual(
    await readFileLock(contextOf(2), path),
    undefined,
    "the second lock is not the first one's to remove",
  );
});

test("a lock that was never written is another's for a moment, and stale after that", async (context) => {
  const path = join(await temporaryFolder(context), "run.lock");
  for (const text of ["", '{"processId":12,']) {
    await promises.writeFile(path, text);
    await assert.rejects(takeLock(contextOf(1), path), { code: "run-locked", message: /not written its name/ });
    const later = contextOf(1, { now: () => new Date(Date.now() + 60_000) });
    await using _lock = await takeLock(later, path);
  }
});

test("a reclaimer that was killed in the middle is reclaimed in turn", async (context) => {
  const folder = await temporaryFolder(context);
  const path = join(folder, "run.lock");
  await leaveLock(path);
  await leaveLock(`${path}.${TOKEN}`, { token: "11111111-8c3e-4b0f-9d25-0f8f3a0f7a11" });
  await using _lock = await takeLock(contextOf(1), path);
  assert.deepEqual(await promises.readdir(folder), ["run.lock"]);
});

test("a stale lock is removed under its own guard only, not under that of the one before it", async (context) => {
  const path = join(await temporaryFolder(context), "run.lock");
  const next = "22222222-8c3e-4b0f-9d25-0f8f3a0f7a11";
  await leaveLock(path);
  const open: typeof promises.open = async (name, ...rest) => {
    // Another process reclaims and dies just before we have the guard.
    if (name === `${path}.${TOKEN}`) await leaveLock(path, { token: next });
    return promises.open(name, ...rest);
  };
  const rm: typeof promises.rm = async (name, options) => {
    if (name === path) await promises.access(`${path}.${next}`);
    await promises.rm(name, options);
  };
  await takeLock(contextOf(1, { fs: { ...promises, open, rm } }), path);
});

test("of many that find a stale lock at once exactly one gets it", async (context) => {
  const folder = await temporaryFolder(context);
  for (let seed = 1; seed <= 40; seed++) {
    const path = join(folder, `run-${seed}.lock`);
    await leaveLock(path);
    const fs = withPauses(seed);
    const attempts = [1, 2, 3, 4, 5].map((processId) => takeLock(contextOf(processId, { fs }), path));
    const results = await Promise.allSettled(attempts);
    const winners = results.filter(({ status }) => status === "fulfilled");
    assert.equal(winners.length, 1, `seed ${seed}`);
    for (const result of results)
      if (result.status === "rejected") assert.equal(result.reason.code, "run-locked", String(result.reason));
  }
});

/** The file system with pauses of seeded length before each operation, so that processes overtake each other. */
function withPauses(seed: number): typeof promises {
  const random = createRandom(seed);
  return new Proxy(promises, {
    get(target, name) {
      const operation: unknown = Reflect.get(target, name);
      if (typeof operation !== "function") return operation;
      return async (...args: unknown[]) => {
        for (let turns = random.integer(8); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
        return operation(...args);
      };
    },
  });
}

test("a disk that is full when the lock is written leaves no lock", async (context) => {
  const folder = await temporaryFolder(context);
  const open: typeof promises.open = async (...args) => {
    const file = await promises.open(...args);
    file.writeFile = () => Promise.reject(Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" }));
    return file;
  };
  const path = join(folder, "run.lock");
  await assert.rejects(takeLock(contextOf(1, { fs: { ...promises, open } }), path), (error) => {
    assert.ok(error instanceof AssayError && error.code === "storage-failed");
    assert.equal(error.message, `${path} could not be written (the disk is full).`);
    return true;
  });
  assert.deepEqual(await promises.readdir(folder), []);
});

test("`isProcessAlive()` tells a process that runs from one that has ended", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
  const processId = child.pid ?? 0;
  const processStart = await readProcessStart(processId);
  assert.equal(await isProcessAlive({ processId, processStart }), true);
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.equal(await isProcessAlive({ processId, processStart }), false);
});

test("`isProcessAlive()` is not deceived by a process that got the id since", {
  skip: process.platform !== "linux",
}, async () => {
  const processStart = await readProcessStart(process.pid);
  assert.match(processStart ?? "", /^[0-9a-f-]{36}\/\d+$/);
  assert.equal(await isProcessAlive({ processId: process.pid, processStart }), true);
  assert.equal(await isProcessAlive({ processId: process.pid, processStart: `${processStart}0` }), false);
  assert.equal(await isProcessAlive({ processId: process.pid }), true, "an unknown start is no proof");
});
