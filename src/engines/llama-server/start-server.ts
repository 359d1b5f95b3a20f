import { randomBytes } from "node:crypto";
import { AssayError, type ErrorCode } from "../../core/errors.ts";
import { createEndpoint, type Endpoint } from "../../http/endpoint.ts";
import { openExchange } from "../../http/exchange.ts";
import { readBody } from "../../http/read-body.ts";
import { requestJson } from "../../http/request-json.ts";
import { anySignal } from "../../lib/any-signal.ts";
import type { BinaryVersion } from "./ask-binary.ts";
import { failedToLoad } from "./errors.ts";
import { type KeptServer, keepServer, type ServerCommand, type ServerExit } from "./keep-server.ts";
import type { LlamaServerRuntime } from "./runtime.ts";
import { type ServerPlan, toServerArguments } from "./server-arguments.ts";
import { parseServerProperties, type ServerProperties } from "./server-properties.ts";
import { type MemoryWatch, watchMemory } from "./watch-memory.ts";

/** A server that has loaded its model and answers. */
export interface StartedServer {
  readonly process: KeptServer;
  /** Its root, with its key. */
  readonly root: Endpoint;
  /** Up to and including `/v1`. */
  readonly endpoint: Endpoint;
  readonly properties: ServerProperties;
  readonly memory: MemoryWatch;
}

/** The variable of llama-server that holds its key, and ours to send it. */
const KEY_VARIABLE = "LLAMA_API_KEY";
/** A port may be taken between our look and the server's; it does not happen three times in a row. */
const MOST_STARTS = 3;
/** Files of a few MB are ready in 100 ms. */
const POLL_MS = 40;
/** A server that loads answers at once that it does. */
const HEALTH_MS = 2_000;

/**
 * Starts a server on a free port with a key of its own, and waits until it has loaded the model.
 *
 * @param signal ends the wait and the process; its reason is thrown
 * @throws AssayError `model-crashed`, `model-invalid`, `out-of-memory` or `unsupported` when the process ends before it is ready
 */
export async function startServer(
  command: ServerCommand,
  version: BinaryVersion,
  plan: Omit<ServerPlan, "port">,
  options: {
    readonly runtime: LlamaServerRuntime;
    readonly signal: AbortSignal;
    /** Most memory that the process may take beside its file. */
    readonly memoryLimitBytes?: number | undefined;
    readonly onOutput?: ((text: string) => void) | undefined;
  },
): Promise<StartedServer> {
  for (let start = 1; ; start++) {
    try {
      return await startOnce(command, version, { ...plan, port: await options.runtime.findPort() }, options);
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
      if (start === MOST_STARTS) throw error.reason;
    }
  }
}

async function startOnce(
  command: ServerCommand,
  version: BinaryVersion,
  plan: ServerPlan,
  { runtime, signal, memoryLimitBytes, onOutput }: Parameters<typeof startServer>[3],
): Promise<StartedServer> {
  const key = randomBytes(24).toString("base64url");
  const process = keepServer(command, toServerArguments(plan, version), {
    // The server's own cache of prompts would take up to 8 GiB beside the context, unless the user wants it.
    env: { LLAMA_ARG_CACHE_RAM: "0", ...runtime.env, [KEY_VARIABLE]: key },
    clock: runtime.clock,
    onOutput,
  });
  const memory = watchMemory(process, memoryLimitBytes, runtime.clock);
  using _watched = memory.begin();
  const workspace = { ...runtime, env: { ...runtime.env, [KEY_VARIABLE]: key } };
  const source = { type: "endpoint", baseUrl: `http://127.0.0.1:${plan.port}`, apiKeyVariable: KEY_VARIABLE } as const;
  const root = await createEndpoint(source, workspace);
  try {
    await waitUntilReady({ process, memory }, root, { plan, runtime, signal });
    const properties = parseServerProperties(await requestJson(root, "props", { signal }));
    // Somebody else took the port at the last moment, and ours has not ended yet.
    if (properties?.modelPath !== plan.modelPath) throw new PortTaken(failedToLoad(await end(process), plan.modelPath));
    const endpoint = await createEndpoint({ ...source, baseUrl: `${source.baseUrl}/v1` }, workspace);
    return { process, root, endpoint, properties, memory };
  } catch (error) {
    await root[Symbol.asyncDispose]();
    await process.stop(0);
    throw error;
  }
}

async function waitUntilReady(
  { process, memory }: Pick<StartedServer, "process" | "memory">,
  root: Endpoint,
  { plan, runtime, signal }: { plan: ServerPlan; runtime: LlamaServerRuntime; signal: AbortSignal },
): Promise<void> {
  // Whoever else listens on this port may take a connection and say nothing.
  const limits = { ...root.limits, firstByteMs: HEALTH_MS, totalMs: HEALTH_MS };
  const ended = new AbortController();
  void process.exit.then(() => ended.abort());
  const stopped = anySignal(signal, ended.signal);
  while (!(await isHealthy({ ...root, limits }, stopped))) {
    signal.throwIfAborted();
    if (process.ended() !== undefined) throw memory.broken() ?? explainExit(await process.exit, plan.modelPath);
    await runtime.clock.sleep(POLL_MS, stopped);
  }
}

function explainExit(exit: ServerExit, modelPath: string): AssayError | PortTaken {
  const error = failedToLoad(exit, modelPath);
  return /couldn't bind|address already in use/i.test(exit.output) ? new PortTaken(error) : error;
}

/** 503 while the model loads; no connection before the port is open. */
async function isHealthy(root: Endpoint, signal: AbortSignal): Promise<boolean> {
  try {
    const exchange = await openExchange(root, root.call("health"), { signal });
    await readBody(exchange);
    return exchange.status === 200;
  } catch (error) {
    if (error instanceof AssayError && NOT_YET.includes(error.code)) return false;
    throw error;
  }
}

const NOT_YET: readonly ErrorCode[] = ["endpoint-unreachable", "stream-cut", "timeout", "aborted"];

async function end(process: KeptServer) {
  await process.stop(0);
  return process.exit;
}

/** Another port is to be tried. */
class PortTaken extends Error {
  readonly reason: AssayError;
  constructor(reason: AssayError) {
    super(reason.message);
    this.reason = reason;
  }
}
