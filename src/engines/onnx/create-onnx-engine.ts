import type { Engine } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { systemClock } from "../../lib/clock.ts";
import { type WatchOthers, watchOthers } from "../tuning/watch-others.ts";
import { probeOnnx } from "./probe.ts";

export interface OnnxEngineOptions {
  /** Folder that remembers what was measured of models on this machine; absent: nothing is remembered. */
  readonly stateDirectory?: string | undefined;
  /** Tells what other programs take of the processors while something is measured; default: what the system counts. */
  readonly watchOthers?: WatchOthers | undefined;
  /** Gives the seed of a request that names none; default: at random. */
  readonly nextSeed?: (() => number) | undefined;
}

/** Creates the engine that runs ONNX graphs in this process with onnxruntime-node, token by token by our own loop. */
export function createOnnxEngine(options: OnnxEngineOptions = {}): Engine {
  return {
    name: "onnx",
    capabilities: { chat: true, embedding: true, native: true },
    probe: probeOnnx,
    async load(source, loadOptions = {}) {
      if (source.type !== "file")
        throw new AssayError({
          code: "invalid-input",
          message: `The onnx engine runs files, not a source of the type ${source.type}.`,
          hint: "Name a path that ends in .onnx, or the folder of such a model.",
        });
      // Whoever only starts processes that load need not have read this.
      const { loadOnnxModel } = await import("./load-model.ts");
      return loadOnnxModel(source.path, loadOptions, {
        stateDirectory: options.stateDirectory,
        clock: systemClock,
        watchOthers: options.watchOthers ?? watchOthers,
        nextSeed: options.nextSeed ?? (() => Math.floor(Math.random() * 2 ** 32)),
      });
    },
  };
}
