import type { Engine } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { systemClock } from "../../lib/clock.ts";
import { type WatchOthers, watchOthers } from "../tuning/watch-others.ts";
import { type FindBuilds, findInstalledBuilds } from "./llama/find-builds.ts";
import { installHint } from "./llama/install-target.ts";
import { probeGguf } from "./probe.ts";

export interface GgufEngineOptions {
  /** Folder that remembers what was measured of models on this machine; absent: nothing is remembered. */
  readonly stateDirectory?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Looks for the prebuilt library; default: where packages are installed. */
  readonly findBuilds?: FindBuilds | undefined;
  /** Memory that a model may take now; default: what the system says. */
  readonly availableMemoryBytes?: (() => number) | undefined;
  /** Tells what other programs take of the processors while threads are measured; default: what the system counts. */
  readonly watchOthers?: WatchOthers | undefined;
  /** Gives the seed of a request that names none; default: at random. */
  readonly nextSeed?: (() => number) | undefined;
}

/**
 * Creates the engine that runs GGUF files in this process with the llama.cpp that node-llama-cpp brings.
 *
 * Run it in a child with `UV_THREADPOOL_SIZE=1`: the library's threads and libuv's workers otherwise get into each
 * other's way, and a damaged file may end the process that loads it.
 */
export function createGgufEngine(options: GgufEngineOptions = {}): Engine {
  const findBuilds = options.findBuilds ?? findInstalledBuilds;
  return {
    name: "gguf",
    capabilities: { chat: true, embedding: true, native: true },
    probe: () => probeGguf(findBuilds),
    async load(source, loadOptions = {}) {
      if (source.type !== "file")
        throw new AssayError({
          code: "invalid-input",
          message: `The gguf engine runs files, not a source of the type ${source.type}.`,
          hint: "Name a path that ends in .gguf.",
        });
      // What loads is a process of its own; whoever only starts such processes need not have read this.
      const { loadGgufModel } = await importLoader();
      return loadGgufModel(source.path, loadOptions, {
        findBuilds,
        stateDirectory: options.stateDirectory,
        env: options.env ?? process.env,
        clock: systemClock,
        availableMemoryBytes: options.availableMemoryBytes,
        watchOthers: options.watchOthers ?? watchOthers,
        nextSeed: options.nextSeed ?? (() => Math.floor(Math.random() * 2 ** 32)),
      });
    },
  };
}

/** Reads the loader and what calls native functions for it, which has a native part of its own. */
async function importLoader(): Promise<typeof import("./load-model.ts")> {
  try {
    return await import("./load-model.ts");
  } catch (cause) {
    throw new AssayError({
      code: "engine-missing",
      message: "The package koffi, which calls llama.cpp, is not installed with its native part.",
      hint: installHint(),
      cause,
    });
  }
}
