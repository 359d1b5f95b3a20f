import { define, optional } from "./setting-definition.ts";
import { anySize, anySwitch, oneOf, time, whole } from "./value-types.ts";

/** Settings of how the service loads models. */
export const loadingSettings = {
  retainModels: define<boolean>({
    ...anySwitch,
    description: "Whether loading a model leaves the others loaded.",
    flag: "--retain",
    variable: "ASSAY_SERVICE_RETAIN",
    default: true,
    setBy: "anyone",
  }),
  maxLoadedModels: optional<number>({
    ...whole(1, 1000),
    description: "Most models loaded at once; as many as the memory holds when absent.",
    flag: "--max-loaded",
    placeholder: "<n>",
    variable: "ASSAY_SERVICE_MAX_LOADED",
    setBy: "anyone",
  }),
  modelMemoryBytes: optional<number>({
    ...anySize,
    description: "Most memory of all loaded models together, in bytes.",
    flag: "--memory-limit",
    placeholder: "<4GB>",
    variable: "ASSAY_SERVICE_MEMORY_LIMIT",
    setBy: "anyone",
  }),
  modelTtlMs: optional<number>({
    ...time("10m"),
    description: "Unload a model that nobody has used for so long, in ms; only when memory is needed if absent.",
    flag: "--ttl",
    placeholder: "<10m>",
    variable: "ASSAY_SERVICE_TTL",
    setBy: "anyone",
  }),
  keepWarmMs: optional<number>({
    ...time("5m"),
    description: "Send idle models a short prompt this often, in ms; never when absent.",
    flag: "--keep-warm",
    placeholder: "<5m>",
    variable: "ASSAY_SERVICE_KEEP_WARM",
    setBy: "anyone",
  }),
  cacheType: optional<"f16" | "q8_0">({
    ...oneOf("f16", "q8_0"),
    description: "Form in which models keep the keys and values of their context; q8_0 takes half of the memory.",
    flag: "--cache-type",
    placeholder: "<type>",
    variable: "ASSAY_SERVICE_CACHE_TYPE",
    setBy: "anyone",
  }),
  parallel: optional<number>({
    ...whole(1, 256),
    description: "Requests that one model answers at the same time.",
    flag: "--parallel",
    placeholder: "<n>",
    variable: "ASSAY_SERVICE_PARALLEL",
    setBy: "anyone",
  }),
  queueLength: optional<number>({
    ...whole(0, 100_000),
    description: "Requests that may wait for one model; more are refused.",
    flag: "--queue",
    placeholder: "<n>",
    variable: "ASSAY_SERVICE_QUEUE",
    setBy: "anyone",
  }),
  autoFit: define<boolean>({
    ...anySwitch,
    description: "Whether a smaller variant is taken where a model does not fit the memory.",
    flag: "--auto-fit",
    variable: "ASSAY_SERVICE_AUTO_FIT",
    default: false,
    setBy: "anyone",
  }),
};
