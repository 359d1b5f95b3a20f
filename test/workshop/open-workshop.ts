import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import type { TestContext } from "node:test";
import { findFreePort } from "../../src/system/find-free-port.ts";
import { findPython } from "../find-python.ts";
import { type Hub, startHub } from "../fixtures/hub/start-hub.ts";
import { makeFolder } from "../make-folder.ts";
import { putOnPath } from "../put-on-path.ts";
import { runProgram } from "./run-program.ts";
import { makeStandIns } from "./stand-ins.ts";

/** The workshop's own files, where somebody has put them. */
const FILES = resolve("../shared/workshop");

/** Where the document is carried out: a project, a hub, a home and a port of their own. */
export interface Workshop {
  readonly folder: string;
  readonly home: string;
  readonly port: number;
  readonly hub: Hub;
  /** As in a terminal: `export` changes it for all that follows. */
  readonly env: Record<string, string | undefined>;
  readonly python: ReturnType<typeof findPython>;
  /** A text with our port in place of the one that the workshop and the document name. */
  readonly toPort: (text: string) => string;
}

/** Opens a project with `modelsFile`; its service is stopped when the test ends, however it ends. */
export async function openWorkshop(test: TestContext, modelsFile: string): Promise<Workshop> {
  // Said first, as it is done first: without the folders nothing could be stopped.
  test.after(async () => {
    try {
      await runProgram("assay", ["service", "stop", "--now"], workshop);
    } finally {
      await hub[Symbol.asyncDispose]();
    }
  });
  const port = await findFreePort();
  const folder = makeFolder(test);
  const home = makeFolder(test);
  const bin = makeFolder(test);
  const toPort = (text: string) =>
    text.replaceAll("localhost:5273", `localhost:${port}`).replaceAll("127.0.0.1:5273", `127.0.0.1:${port}`);
  const repos = makeStandIns([readFileSync("models/models.json", "utf8"), modelsFile]);
  const hub = await startHub({ repos });
  const env = {
    ...cleanEnvironment(),
    PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
    ASSAY_HOME: home,
    HF_HOME: join(home, "hub"),
    HF_ENDPOINT: hub.url,
    // Dozens of processes are started here: compiled once, each starts in half the time.
    NODE_COMPILE_CACHE: join(tmpdir(), "assay-test-compiled"),
    PYTHONIOENCODING: "utf-8",
  };
  putOnPath(bin, "assay", resolve("src/cli/main.ts"));
  putOnPath(bin, "foundry", resolve("src/cli/foundry/main.ts"));
  copyFiles(folder, toPort);
  const workshop = { folder, home, port, hub, env, toPort, python: findPython(["openai"]) };
  // What the document takes for granted is the default port: here another one takes its place.
  await runProgram("foundry", ["service", "set", "--port", String(port)], workshop);
  return workshop;
}

function copyFiles(folder: string, toPort: (text: string) => string): void {
  if (!existsSync(FILES)) return;
  for (const name of readdirSync(FILES)) {
    if (!/\.(py|html)$/.test(name)) continue;
    writeFileSync(join(folder, name), toPort(readFileSync(join(FILES, name), "utf8")));
  }
}

function cleanEnvironment(): Record<string, string | undefined> {
  const names = /^(ASSAY_|BENCH_|SLM_|LLM_|COMPARE_|FOUNDRY_|HF_|SHOW_USAGE|FORCE_COLOR|NODE_TEST|NODE_OPTIONS)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.test(name)));
}
