// The process of a detached service: it is told over a channel what to serve, says when it listens, and is on its own.
import { flushCompileCache } from "node:module";
import { toErrorRecord } from "../core/errors.ts";
import { toSystemError } from "../system/write-error.ts";
import { type StartAnswer, startMessageSchema } from "../wire/assay/start-message.ts";
import { pickGivenSettings } from "../workbench/service-control/service-settings.ts";
import { readWorkspace } from "../workbench/workspace.ts";
import { serve } from "./serve.ts";

process.once("disconnect", () => process.exit(1)); // whoever began it was gone before it said what to serve
process.once("message", (message) => void run(message));

async function run(message: unknown): Promise<void> {
  process.removeAllListeners("disconnect");
  // One request that fails in an unforeseen way must not end those of everyone else.
  process.on("unhandledRejection", (reason) => console.error("unhandled rejection", reason));
  try {
    const { project, given: said } = startMessageSchema.parse(message);
    const workspace = await readWorkspace({ directory: project }, said);
    const given = pickGivenSettings(said, workspace.settings);
    const service = await serve({ workspace, given, mode: "background" });
    const stop = () => void service.stop({ now: isStopping() });
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
    answer({ type: "listening", state: service.state });
    // Kept now and not at the end, which a service that is killed never sees.
    flushCompileCache();
    await service.stopped;
    process.exit(0);
  } catch (error) {
    console.error(error);
    answer({ type: "failed", error: toErrorRecord(toSystemError(error)) }, () => process.exit(1));
  }
}

let signals = 0;

/** A second signal says that it shall not wait for what runs. */
function isStopping(): boolean {
  signals += 1;
  return signals > 1;
}

function answer(said: StartAnswer, then: () => void = () => {}): void {
  const leave = () => {
    if (process.connected) process.disconnect();
    then();
  };
  if (process.send !== undefined && process.connected) process.send(said, undefined, undefined, leave);
  else leave();
}
