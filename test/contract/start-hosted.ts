import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChatModel } from "../../src/core/chat-model.ts";
import type { FakeScript, LoadedModel, LoadOptions, ModelSource } from "../../src/core/engine.ts";
import { createTrustStore } from "../../src/engines/custom/trust.ts";
import { createHostedEngine } from "../../src/engines/hosted/create-hosted-engine.ts";
import type { HostedEngineOptions } from "../../src/engines/hosted/hosted-runtime.ts";

/** A model in a process of its own, and that process. */
export interface HostedModel extends AsyncDisposable {
  readonly model: LoadedModel;
  readonly chat: ChatModel;
  readonly child: ChildProcess;
}

type Options = LoadOptions & { readonly limits?: Partial<HostedEngineOptions> | undefined };

/** Starts the fake engine in a child process. */
export function startScript(script: FakeScript, options?: Options): Promise<HostedModel> {
  return start({ engine: "fake" }, { type: "script", script }, options);
}

/** Starts a user's module, given as code and said yes to, in a child process. */
export async function startAdapter(code: string, options?: Options): Promise<HostedModel> {
  const folder = await mkdtemp(join(tmpdir(), "assay-hosted-"));
  try {
    const modulePath = join(folder, "adapter.ts");
    const trustFile = join(folder, "trust.json");
    await writeFile(modulePath, code);
    await createTrustStore({ file: trustFile }).trust(modulePath);
    const engineOptions = { trustFile, ...options?.limits?.engineOptions };
    const limits = { ...options?.limits, engineOptions };
    return await start({ engine: "custom" }, { type: "adapter", modulePath }, { ...options, limits });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Resolves when the process is gone; the test's own time limit bounds the wait. */
export async function waitUntilGone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once("exit", resolve));
}

async function start(
  engine: HostedEngineOptions,
  source: ModelSource,
  { limits, ...options }: Options = {},
): Promise<HostedModel> {
  let child: ChildProcess | undefined;
  const hosted = createHostedEngine({
    fork: (path, args, forkOptions) => {
      child = fork(path, args, forkOptions);
      return child;
    },
    ...engine,
    ...limits,
  });
  try {
    const model = await hosted.load(source, options);
    assert.ok(model.chat && child);
    return { model, chat: model.chat, child, [Symbol.asyncDispose]: () => model[Symbol.asyncDispose]() };
  } catch (error) {
    assert.ok(child === undefined || child.exitCode !== null || child.signalCode !== null, "no process is left behind");
    throw error;
  }
}
