// The order of the house: which folder of src/ stands before which. tools/check-imports.ts holds the code to it, and
// tools/write-docs.ts draws the table of docs/architecture.md from it.

/** One folder of src/. */
export interface Layer {
  readonly folder: string;
  readonly holds: string;
  /** Parts below the folder that a page may use too: `true` for all of them, else the sub-folders and files. */
  readonly browserSafe?: true | readonly string[] | undefined;
  /** Sub-folders of browser-safe parts that only Node can run. */
  readonly needsNode?: readonly string[] | undefined;
}

/** Whether a page may use a source file, given by its path from the repository, such as `src/lib/clock.ts`. */
export function isBrowserSafe(file: string): boolean {
  return RANKS.flat().some(({ folder, browserSafe, needsNode = [] }) => {
    const isIn = (part: string) => file.startsWith(`src/${folder}/${part}`);
    const isSafe =
      browserSafe === true ? isIn("") : browserSafe?.some((part) => isIn(`${part}/`) || isIn(`${part}.ts`)) === true;
    return isSafe && !needsNode.some((part) => isIn(`${part}/`));
  });
}

/** A folder imports only from ranks that stand earlier, never from one of its own rank. */
export const RANKS: readonly (readonly Layer[])[] = [
  [
    {
      folder: "core",
      holds:
        "the contracts and the vocabulary: chat model, engine, event, usage, sample, run, metric, errors. Imports nothing",
      browserSafe: true,
    },
  ],
  [
    {
      folder: "lib",
      holds: "small functions of one file: clock, seeded random, slots, event queue, plurals",
      browserSafe: true,
    },
  ],
  [
    {
      folder: "system",
      holds:
        "what several processes share: file locks, atomic writes, where things lie on this system, free memory, programs on PATH",
    },
  ],
  [
    { folder: "json", holds: "reading, checking and editing JSON files; a mistake is named with file, line and key" },
    {
      folder: "stats",
      holds: "quantiles, intervals, many tests at one level, Pareto front: numbers in, numbers out",
      browserSafe: true,
    },
    {
      folder: "jinja",
      holds:
        "the Jinja2 of chat templates: tokens, syntax, values as Python has them, filters; bounded in time and memory",
      browserSafe: true,
    },
    {
      folder: "wire",
      holds:
        "protocols as schemas, encoders and decoders: `openai` (and its `server` side), `foundry`, `assay` (our own routes)",
      browserSafe: true,
    },
  ],
  [
    {
      folder: "pipelines",
      holds: "models made of models: draft-refine, cascade, router, and the engine that composes them",
      browserSafe: true,
    },
    {
      folder: "http",
      holds:
        "one HTTP client: time limits, retries, keys, redaction; `node`: its connections with proxies and certificates",
      browserSafe: true,
      needsNode: ["node"],
    },
    {
      folder: "dialect",
      holds:
        "how each family of models writes: prompts by its chat template, and text, reasoning and tool calls read out of its answers",
      browserSafe: true,
    },
    {
      folder: "formats",
      holds:
        "what a model's files say of themselves without running it: `gguf`, `onnx`; `parts`: the files that make one model; `memory`: what a model requires, and the context that fits",
      browserSafe: ["memory", "gguf/header", "onnx/facts"],
    },
    { folder: "settings", holds: "every setting once: definition, layers, reading" },
  ],
  [{ folder: "hub", holds: "asking a model hub; `download` (resumable, verified), `cache`" }],
  [
    {
      folder: "engines",
      holds:
        "adapters: `gguf`, `llama-server`, `openai`, `foundry`, `custom`, `fake`, and `hosted`, which runs native ones in a child process; `answering` and `generation`: requests answered token by token, for engines that have the scores in hand; `native`: libraries loaded; `tuning`: what was measured once is remembered; `engines.ts` says which engine runs what",
      browserSafe: ["openai", "answering", "generation", "gguf/grammar", "hosted/link", "onnx/graph", "wllama"],
      needsNode: ["answering/node"],
    },
    { folder: "store", holds: "runs on disk: journal, resume, lock" },
  ],
  [
    {
      folder: "rates",
      holds:
        "what power, the machine and tokens are priced at: the rates of a target, the table of prices; `file`: prices.json",
      browserSafe: true,
      needsNode: ["file"],
    },
    {
      folder: "documents",
      holds:
        "documents to answer from: `read` (by form), `chunk` (along their structure), `index` (words and vectors in one file)",
    },
    {
      folder: "quality",
      holds:
        "answers read by their structure, facets and their matching, the facets of a run's answers; `checks` of form and wording; `rubric`: the criteria that people and judges score by; `annotations`: the scores of people; `agreement`: how far raters agree; `judge`: those of a model",
      browserSafe: true,
      needsNode: ["rubric/file"],
    },
  ],
  [
    {
      folder: "catalog",
      holds: "models.json, prompt sets, names (alias, variant, source), and what licences permit",
      browserSafe: ["licences"],
    },
  ],
  [
    {
      folder: "bench",
      holds:
        "plan and recorder; `load` modes, `run` (executes a plan), `metrics` by family, `summary` (scorecards), `probe`, self-`calibration`",
      browserSafe: true,
      needsNode: ["probe", "calibration"],
    },
    {
      folder: "pool",
      holds: "the loaded models of a service: memory budget, eviction, queues, times to live, keep-warm",
    },
  ],
  [
    {
      folder: "costs",
      holds:
        "what the answers of a run cost here and at the prices of hosted models: break-even, total cost over a load, the workshop's heuristic",
      browserSafe: true,
    },
    { folder: "selection", holds: "constraints, dominance, weights, the recommendation", browserSafe: true },
    {
      folder: "sameness",
      holds:
        "one model in several runtimes: what each makes of a prompt, where prompts and answers part, and how far apart they score the same text; `canary`: later answers of a model held against recorded ones",
      browserSafe: true,
    },
  ],
  [
    {
      folder: "report",
      holds: "reports as pure functions of a summary: `content` that all forms share, and a folder per form",
      browserSafe: true,
    },
  ],
  [
    {
      folder: "workbench",
      holds:
        "the use cases, by noun: `bench`, `same`, `canary`, `scout` (new models of a hub against the default), `card` (figures that travel with a model), `quality` (answers scored by people and by a model), `scores` (what they said, as it lies beside a run), `model`, `hub`, `cache`, `report`, `run-jobs` (reports computed in a thread), `project`, `doctor`, `model-host` (a service's models by name), `service-control` (its life as a process). The only place that names concrete engines and stores",
    },
  ],
  [
    {
      folder: "library",
      holds: "the package as programs import it: load a model, bench, recommend, report",
    },
  ],
  [
    {
      folder: "service",
      holds: "the HTTP application: `openai`, `foundry` and `assay` routes, `security`. `serve.ts` makes it listen",
    },
  ],
  [
    {
      folder: "cli",
      holds:
        "`<noun>/command.ts` and `<noun>/<verb>.ts`: what is typed is the path; where flags and help are long, each verb has them in `<verb>.command.ts`. Rendering, exit codes; `foundry` is the second executable. The only place that prints or exits",
    },
  ],
];
