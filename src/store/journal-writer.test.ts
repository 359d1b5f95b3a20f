import assert from "node:assert/strict";
import * as promises from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createFakeClock } from "../lib/clock.ts";
import type { SystemContext } from "../system/system-context.ts";
import { exampleSample, fileError, temporaryFolder } from "./fixtures/example-run.ts";
import { openJournal } from "./journal-writer.ts";

type FileHandle = promises.FileHandle;

const line = (number: number) => `${JSON.stringify(exampleSample(number))}\n`;

test("entries keep the order of the calls and are in the file when `append()` resolves", async (context) => {
  const path = join(await temporaryFolder(context), "samples.jsonl");
  await using journal = await openJournal(contextWith({}), path, 0);
  const calls = [1, 2, 3, 4, 5].map((number) => journal.append(exampleSample(number)));
  await calls[0];
  assert.ok((await promises.readFile(path, "utf8")).startsWith(line(1)));
  await Promise.all(calls);
  assert.equal(await promises.readFile(path, "utf8"), [1, 2, 3, 4, 5].map(line).join(""));
});

test("entries that arrive during a write are written together", async (context) => {
  const path = join(await temporaryFolder(context), "samples.jsonl");
  let writes = 0;
  const appendFile = (file: FileHandle, data: Uint8Array) => {
    writes++;
    return file.appendFile(data);
  };
  await using journal = await openJournal(contextWith({ appendFile }), path, 0);
  await Promise.all(Array.from({ length: 100 }, (_, number) => journal.append(exampleSample(number))));
  assert.equal(writes, 2);
});

test("a full disk in the middle of a line leaves the lines before it, and no entry is lost in silence", async (context) => {
  const path = join(await temporaryFolder(context), "samples.jsonl");
  let full = false;
  const appendFile = async (file: FileHandle, data: Uint8Array) => {
    if (!full) return file.appendFile(data);
    await file.appendFile(data.subarray(0, 50));
    throw fileError("ENOSPC");
  };
  const expected = {
    code: "storage-failed",
    message: /samples\.jsonl \(the disk is full\)/,
    hint: /resume/,
  };
  const journal = await openJournal(contextWith({ appendFile }), path, 0);
  await journal.append(exampleSample(1));
  full = true;
  const failing = [journal.append(exampleSample(2)), journal.append(exampleSample(3))];
  for (const result of await Promise.allSettled(failing)) assert.equal(result.status, "rejected");
  await assert.rejects(failing[0] ?? Promise.resolve(), expected);
  full = false;
  await assert.rejects(journal.append(exampleSample(4)), expected);
  await journal[Symbol.asyncDispose]();
  assert.equal(await promises.readFile(path, "utf8"), line(1));
});

test("a flush that fails is told by the next `append()`, or else at the end", async (context) => {
  const path = join(await temporaryFolder(context), "samples.jsonl");
  const datasync = () => Promise.reject(fileError("EIO"));
  const journal = await openJournal(contextWith({ datasync }), path, 0);
  await journal.append(exampleSample(1));
  await assert.rejects(Promise.resolve(journal[Symbol.asyncDispose]()), {
    code: "storage-failed",
    message: /the disk reports an error/,
  });
});

test("a flush is not waited for, and the end flushes what is left", async (context) => {
  const path = join(await temporaryFolder(context), "samples.jsonl");
  let flushes = 0;
  const datasync = async () => {
    flushes++;
  };
  // This clock's pause ends when the journal is closed, and not before.
  const clock = { now: () => 0, sleep: (_ms: number, signal?: AbortSignal) => aborted(signal) };
  const journal = await openJournal(contextWith({ datasync }, clock), path, 0);
  await journal.append(exampleSample(1));
  await journal.append(exampleSample(2));
  assert.equal(flushes, 0);
  await journal[Symbol.asyncDispose]();
  await journal[Symbol.asyncDispose]();
  assert.equal(flushes, 1);
  await assert.rejects(journal.append(exampleSample(3)), { code: "internal", message: /closed/ });
});

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}

interface FileDoubles {
  readonly appendFile?: (file: FileHandle, data: Uint8Array) => Promise<void>;
  readonly datasync?: () => Promise<void>;
}

/** The real file system, but for what a test says of open files. */
function contextWith(doubles: FileDoubles, clock = createFakeClock() as SystemContext["clock"]): SystemContext {
  const open: typeof promises.open = async (...args) => {
    const file = await promises.open(...args);
    const { appendFile, datasync } = doubles;
    return new Proxy(file, {
      get(target, name) {
        if (name === "appendFile" && appendFile) return (data: Uint8Array) => appendFile(target, data);
        if (name === "datasync" && datasync) return datasync;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
  };
  return {
    fs: { ...promises, open },
    clock,
    now: () => new Date(0),
    processId: 1,
    host: "here",
    isProcessAlive: async () => true,
  };
}
