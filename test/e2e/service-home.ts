import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "../../src/system/find-free-port.ts";
import { isProcessAlive } from "../../src/system/process-start.ts";
import type { ServiceState } from "../../src/workbench/service-control/service-state.ts";
import { type CliOptions, type CliResult, runCli } from "../run-cli.ts";

/** Words at a stated pace: quick for most tests, slow for what must still run while something else happens. */
const MODELS = {
  models: {
    quick: { script: { tokens: ["one ", "two ", "three"] } },
    slow: { script: { tokens: Array.from({ length: 40 }, (_, index) => `${index} `), firstTokenMs: 20, tokenMs: 100 } },
    endless: { script: { tokens: Array.from({ length: 5000 }, () => "on "), tokenMs: 40 } },
  },
};

/** A project with a home and a port of its own, whose service is stopped when the test ends. */
export interface ServiceHome {
  readonly cwd: string;
  readonly port: number;
  readonly stateFile: string;
  readonly logFile: string;
  readonly url: (path: string) => string;
  readonly run: (args: readonly string[], options?: Partial<CliOptions>) => Promise<CliResult>;
  readonly readState: () => ServiceState;
  readonly ask: (model: string, more?: object) => Promise<Response>;
}

export async function makeServiceHome(test: TestContext, models: object = MODELS): Promise<ServiceHome> {
  const cwd = mkdtempSync(join(tmpdir(), "assay-service-"));
  writeFileSync(join(cwd, "models.json"), JSON.stringify(models));
  const port = await findFreePort();
  const stateFile = join(cwd, ".assay-home", "state", "service.json");
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  const run: ServiceHome["run"] = (args, options = {}) =>
    runCli(args, {
      cwd,
      ...options,
      env: { HF_HOME: join(cwd, "hub"), ASSAY_SERVICE_PORT: String(port), ...options.env },
    });
  test.after(async () => {
    await run(["service", "stop", "--now"]);
    rmSync(cwd, { recursive: true, force: true });
  });
  return {
    cwd,
    port,
    stateFile,
    logFile: join(cwd, ".assay-home", "log", "service.log"),
    url,
    run,
    readState: () => JSON.parse(readFileSync(stateFile, "utf8")),
    ask: (model, more = {}) =>
      fetch(url("/v1/chat/completions"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ model, messages: [{ role: "user", content: "say it" }], ...more }),
      }),
  };
}

/** Waits until a process is gone; one that nobody has asked how it ended counts as gone. */
export async function waitForEnd(process: Parameters<typeof isProcessAlive>[0]): Promise<void> {
  while (await isProcessAlive(process)) await sleep(10);
}
