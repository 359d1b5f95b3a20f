import assert from "node:assert/strict";
import * as promises from "node:fs/promises";
import { access, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { AssayError } from "../core/errors.ts";
import type { EndEntry } from "../core/run.ts";
import { createRunStore } from "./create-run-store.ts";
import { collect, exampleRun, exampleSample, fileError, temporaryFolder } from "./fixtures/example-run.ts";

const END: EndEntry = { type: "end", status: "complete", endedAt: "2026-11-21T11:50:00.000Z" };

test("a run is read as it was recorded", async (context) => {
  const directory = join(await temporaryFolder(context), "not", "there", "yet");
  const store = createRunStore({ directory });
  {
    await using writer = await store.create(exampleRun());
    assert.deepEqual(await collect(writer.entries), []);
    await Promise.all([writer.append(exampleSample(1)), writer.append(exampleSample(2)), writer.append(END)]);
  }
  const { run, entries, warnings, directory: folder } = await store.read(exampleRun().id);
  assert.deepEqual(run, exampleRun());
  assert.deepEqual(await collect(entries), [exampleSample(1), exampleSample(2), END]);
  assert.deepEqual(await collect(entries), [exampleSample(1), exampleSample(2), END], "the second loop reads anew");
  assert.deepEqual(warnings, []);
  assert.deepEqual((await readdir(folder ?? "")).sort(), ["run.json", "samples.jsonl"]);
});

test("`resume()` gives what was recorded before it, without what it appends", async (context) => {
  const store = createRunStore({ directory: await temporaryFolder(context) });
  {
    await using writer = await store.create(exampleRun());
    await writer.append(exampleSample(1));
  }
  await using writer = await store.resume(exampleRun().id);
  await writer.append(exampleSample(2));
  assert.deepEqual(await collect(writer.entries), [exampleSample(1)]);
  assert.deepEqual(await collect((await store.read("latest")).entries), [exampleSample(1), exampleSample(2)]);
});

test("a run is found by the path of its folder or of a file in it, wherever the store is", async (context) => {
  const directory = await temporaryFolder(context);
  const elsewhere = createRunStore({ directory: await temporaryFolder(context) });
  await (await createRunStore({ directory }).create(exampleRun()))[Symbol.asyncDispose]();
  const folder = join(directory, exampleRun().id);
  for (const path of [folder, `${folder}/`, join(folder, "run.json"), join(folder, "report.html")])
    assert.equal((await elsewhere.read(path)).run.id, exampleRun().id, path);
  await rename(folder, join(directory, "moved"));
  assert.equal((await elsewhere.read(join(directory, "moved"))).run.id, "moved");
  await assert.rejects(elsewhere.read(folder), { code: "run-missing" });
});

test("`latest` is the newest run in which anything was answered", async (context) => {
  const store = createRunStore({ directory: await temporaryFolder(context) });
  for (const [id, status] of [
    ["2026-11-21T11-43-55-good", "complete"],
    ["2026-11-21T12-43-55-bad", "failed"],
  ] as const) {
    await using writer = await store.create(
      exampleRun(id, id === "2026-11-21T12-43-55-bad" ? "2026-11-21T12:43:55Z" : undefined),
    );
    await writer.append({ ...END, status, verdict: "Take a." });
  }
  assert.equal((await store.read("latest")).run.id, "2026-11-21T11-43-55-good");
  const listed = await Array.fromAsync(store.list());
  assert.deepEqual(
    listed.map((run) => run.type === "run" && [run.status, run.verdict]),
    [
      ["failed", "Take a."],
      ["complete", "Take a."],
    ],
  );
});

test("a second run of the same id gets a numbered one", async (context) => {
  const store = createRunStore({ directory: await temporaryFolder(context) });
  const writers = await Promise.all([store.create(exampleRun()), store.create(exampleRun())]);
  assert.deepEqual(writers.map(({ run }) => run.id).sort(), [exampleRun().id, `${exampleRun().id}-2`]);
  for (const writer of writers) await writer[Symbol.asyncDispose]();
  assert.equal((await store.read(`${exampleRun().id}-2`)).run.id, `${exampleRun().id}-2`);
});

test("`create()` refuses an id that is no safe name of a folder", async (context) => {
  const directory = await temporaryFolder(context);
  for (const id of ["", "../outside", "a/b", "a:b", "nul", "latest", "dot."])
    await assert.rejects(createRunStore({ directory }).create(exampleRun(id)), { code: "invalid-input" });
  assert.deepEqual(await readdir(directory), []);
});

test("a second writer is refused with who writes and since when, and let in once the first is done", async (context) => {
  const directory = await temporaryFolder(context);
  const now = () => new Date("2026-11-21T11:43:55Z");
  const store = createRunStore({ directory, now, host: "bench-1", processId: process.pid });
  const first = await store.create(exampleRun());
  await assert.rejects(store.resume("latest"), (error) => {
    assert.ok(error instanceof AssayError);
    assert.equal(error.code, "run-locked");
    assert.match(error.message, new RegExp(`process ${process.pid} on bench-1 since 2026-11-21T11:43:55.000Z`));
    assert.match(error.hint ?? "", /delete .*run\.lock/);
    return true;
  });
  await assert.rejects(store.remove("latest"), { code: "run-locked" });
  await first[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  const second = await store.resume("latest");
  await second[Symbol.asyncDispose]();
});

test("a run that is missing is named with near ids, and no id leaves the store's folder", async (context) => {
  const parent = await temporaryFolder(context);
  const store = createRunStore({ directory: join(parent, "runs") });
  await assert.rejects(store.read("latest"), { code: "run-missing", hint: /no runs there yet; `assay bench`/ });
  await (await store.create(exampleRun()))[Symbol.asyncDispose]();
  for (const id of ["notes", "2026-11-21T11-43-56-notes"])
    await assert.rejects(store.read(id), { code: "run-missing", hint: `Did you mean ${exampleRun().id}?` });
  await rename(join(parent, "runs", exampleRun().id), join(parent, "outside"));
  for (const id of ["../outside", "", ".", join(parent, "outside")])
    await assert.rejects(store.remove(id), { code: "run-missing" });
  await access(join(parent, "outside", "run.json"));
});

test("`remove()` removes a run with its reports and nothing that is no run", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  await (await store.create(exampleRun()))[Symbol.asyncDispose]();
  await writeFile(join(directory, exampleRun().id, "report.html"), "<p>");
  for (const [name, text] of [
    ["photos", undefined],
    ["other-tool", '{"schema":1,"id":"other-tool"}'],
    ["damaged", '{"schema":1,'],
  ] as const) {
    await mkdir(join(directory, name));
    await writeFile(join(directory, name, text === undefined ? "a.jpg" : "run.json"), text ?? "");
    await assert.rejects(store.remove(name), { code: text === undefined ? "run-missing" : "storage-failed" });
  }
  await store.remove(exampleRun().id);
  assert.deepEqual((await readdir(directory)).sort(), ["damaged", "other-tool", "photos"]);
});

test("a removal that was cut short can be repeated", async (context) => {
  const directory = await temporaryFolder(context);
  await (await createRunStore({ directory }).create(exampleRun()))[Symbol.asyncDispose]();
  const rm: typeof promises.rm = async (path, options) => {
    if (String(path).endsWith("samples.jsonl")) throw fileError("EACCES");
    await promises.rm(path, options);
  };
  await assert.rejects(createRunStore({ directory, fs: { ...promises, rm } }).remove("latest"), {
    code: "storage-failed",
  });
  await createRunStore({ directory }).remove("latest");
  assert.deepEqual(await readdir(directory), []);
});

test("a run.json of a newer version is refused as such and kept", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  await (await store.create(exampleRun()))[Symbol.asyncDispose]();
  const path = join(directory, exampleRun().id, "run.json");
  const newer = JSON.stringify({ schema: 2, whatever: true });
  await writeFile(path, newer);
  for (const attempt of [store.read, store.resume, store.remove])
    await assert.rejects(attempt("latest"), { code: "storage-failed", message: /newer version/ });
  assert.equal(await readFile(path, "utf8"), newer);
});

test("a run.json that is foreign or damaged is refused with its path", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  await (await store.create(exampleRun()))[Symbol.asyncDispose]();
  const path = join(directory, exampleRun().id, "run.json");
  for (const text of ["", "{", "null", "[]", "{}", '{"schema":"1"}', JSON.stringify({ ...exampleRun(), plan: {} })]) {
    await writeFile(path, text);
    await assert.rejects(store.read("latest"), (error) => {
      assert.ok(error instanceof AssayError && error.code === "storage-failed" && error.hint !== undefined, text);
      assert.ok(error.message.includes(path), error.message);
      return true;
    });
  }
});

test("a run without its journal says so", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  await (await store.create(exampleRun()))[Symbol.asyncDispose]();
  await promises.unlink(join(directory, exampleRun().id, "samples.jsonl"));
  const expected = { code: "storage-failed", message: /samples\.jsonl \(no such file or folder\)/ };
  await assert.rejects(store.resume("latest"), expected);
  await assert.rejects(collect((await store.read("latest")).entries), expected);
  assert.deepEqual(await readdir(join(directory, exampleRun().id)), ["run.json"], "the lock is given back");
});

test("a folder for runs that is a file, or lies under one, is refused", async (context) => {
  const path = join(await temporaryFolder(context), "file");
  await writeFile(path, "");
  for (const directory of [path, join(path, "runs")])
    await assert.rejects(createRunStore({ directory }).create(exampleRun()), (error) => {
      assert.ok(error instanceof AssayError && error.code === "storage-failed", String(error));
      assert.match(error.hint ?? "", /a file is in the way/);
      return true;
    });
  await assert.rejects(collect(createRunStore({ directory: path }).list()), { code: "storage-failed" });
});

for (const code of ["ENOSPC", "EROFS", "EACCES"]) {
  test(`\`create()\` that meets ${code} says what to do and leaves nothing behind`, async (context) => {
    const directory = await temporaryFolder(context);
    for (const name of ["run.lock", "samples.jsonl", "run.json"]) {
      const open: typeof promises.open = async (path, ...rest) => {
        if (String(path).includes(name)) throw fileError(code);
        return promises.open(path, ...rest);
      };
      await assert.rejects(createRunStore({ directory, fs: { ...promises, open } }).create(exampleRun()), (error) => {
        assert.ok(error instanceof AssayError && error.code === "storage-failed" && error.hint !== undefined);
        return true;
      });
      assert.deepEqual(await readdir(directory), []);
    }
  });
}

test("a folder that this user must not write is refused", {
  skip: process.getuid?.() === 0 || process.platform === "win32",
}, async (context) => {
  const directory = await temporaryFolder(context);
  await promises.chmod(directory, 0o500);
  await assert.rejects(createRunStore({ directory }).create(exampleRun()), { code: "storage-failed" });
});

test("a folder whose run was ended while it began is told as that, is never suggested, and can be removed", async (context) => {
  const directory = await temporaryFolder(context);
  const store = createRunStore({ directory });
  await mkdir(join(directory, "2026-11-21T10-00-00-cut"));
  await writeFile(join(directory, "2026-11-21T10-00-00-cut", "samples.jsonl"), "");
  for (const attempt of [store.read, store.resume])
    await assert.rejects(attempt("2026-11-21T10-00-00-cut"), { code: "run-missing", message: /ended while it began/ });
  await assert.rejects(store.read("2026-11-21T10-00-00-cup"), { hint: /no runs there yet; `assay bench`/ });
  await store.remove("2026-11-21T10-00-00-cut");
  assert.deepEqual(await readdir(directory), []);
});
