import type { CacheType, LoadedModel } from "../../core/engine.ts";
import type { MemoryFacts } from "../../core/model-format.ts";
import type { Warning } from "../../core/warning.ts";
import type { GgufFile } from "../../formats/gguf/read-gguf-file.ts";
import type { FittedContext } from "../../formats/memory/fit-context.ts";
import type { Clock } from "../../lib/clock.ts";
import type { WatchOthers } from "../tuning/watch-others.ts";
import type { CacheCapacity } from "./generation/cache-shape.ts";
import type { FindBuilds } from "./llama/find-builds.ts";
import type { LlamaModel } from "./llama/llama-model.ts";
import type { TunedThreads } from "./threads/tune.ts";

/** Dependencies of a load. */
export interface GgufRuntime {
  readonly findBuilds: FindBuilds;
  readonly stateDirectory: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Absent: what the system says. */
  readonly availableMemoryBytes: (() => number) | undefined;
  readonly watchOthers: WatchOthers;
  readonly nextSeed: () => number;
}

/** Facts about a load once its weights are there. */
export interface LoadedWeights extends GgufRuntime {
  readonly id: string;
  readonly file: GgufFile;
  readonly model: LlamaModel;
  readonly fittedContext: FittedContext;
  readonly availableMemoryBytes: () => number;
  readonly capacity: CacheCapacity;
  /** What its memory is planned by, keys and values as they are kept here. */
  readonly memory: MemoryFacts;
  readonly cacheType: CacheType | undefined;
  /** No layer is on a GPU. */
  readonly onlyProcessor: boolean;
  readonly asked: { readonly threads: number | undefined; readonly parallel: number };
  readonly engineVersion: string;
  /** Source of the chat template; absent where there is none. */
  readonly template: string | undefined;
  readonly templateVariables: Readonly<Record<string, unknown>> | undefined;
}

/** A model that is ready to answer, and how many threads it answers with. */
export type Prepared = Pick<LoadedModel, "chat" | "embedding" | typeof Symbol.asyncDispose> & {
  readonly threads: TunedThreads;
  /** Warnings about the model itself. */
  readonly warnings?: readonly Warning[] | undefined;
};
