import { requireRunnable } from "../../catalog/why-not-runnable.ts";
import { AssayError, type ErrorCode, type ErrorRecord, toAssayError, toErrorRecord } from "../../core/errors.ts";
import type { FileFacts } from "../../core/model-format.ts";
import type { TargetPlan } from "../../core/run.ts";
import { missingTemplate } from "../../dialect/template-errors.ts";
import { requireTrusted } from "../../engines/custom/import-trusted.ts";
import { readFileFacts } from "../../formats/formats.ts";
import { fitContext } from "../../formats/memory/fit-context.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { requireEngine, trustFileOf } from "../create-engines.ts";
import { askForModels } from "../model/list-endpoint-models.ts";
import { type LoadContext, loadResolved } from "../model/load-resolved.ts";
import { listPageModels, toPageListing } from "../model/page-models.ts";

export interface InspectionContext extends LoadContext {
  readonly signal?: AbortSignal | undefined;
}

/** A target that cannot be measured, as far as that can be told without measuring anything. */
export interface TargetProblem {
  readonly target: string;
  readonly error: ErrorRecord;
}

/** Kinds of failure of a first question that any further one would meet too. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  "endpoint-unreachable",
  "endpoint-status",
  "endpoint-protocol",
  "unknown-model",
  "key-untrusted",
]);

/**
 * Looks at every target before a run starts: its file is there and readable, its engine is installed, its endpoint answers
 * and knows the model, its module is trusted.
 *
 * @throws AssayError `aborted`
 */
export async function inspectTargets(
  targets: readonly TargetPlan[],
  context: InspectionContext,
): Promise<readonly TargetProblem[]> {
  const inspector = new Inspector(context);
  const found = await Promise.all(targets.map((target) => inspector.findProblem(target)));
  return found.flatMap((problem) => problem ?? []);
}

/** Asks each engine and each endpoint once, however many targets share it. */
class Inspector {
  readonly #context: InspectionContext;
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(context: InspectionContext) {
    this.#context = context;
  }

  async findProblem(target: TargetPlan): Promise<TargetProblem | undefined> {
    try {
      if (target.unavailable !== undefined) throw new AssayError(target.unavailable);
      requireRunnable(target);
      await this.#inspect(target);
      return undefined;
    } catch (thrown) {
      if (this.#context.signal?.aborted) throw thrown;
      return { target: target.id, error: toErrorRecord(thrown) };
    }
  }

  async #inspect(target: TargetPlan): Promise<void> {
    const { source, engine } = target;
    if (target.device === "browser") return requirePageModel(target, this.#context);
    switch (source.type) {
      case "file":
        await requireUsable(target, source.path);
        return this.#once(`engine ${engine}`, () => this.#requireInstalled(engine));
      case "endpoint":
        return this.#requireKnown(target);
      case "adapter":
        await requireTrusted(source.modulePath, trustFileOf(this.#context.workspace));
        return;
      case "pipeline":
        for (const part of Object.values(source.parts ?? {})) {
          requireRunnable(part);
          await this.#inspect({ ...part, device: part.device ?? "cpu" });
        }
        return;
      case "foundry":
      case "hub":
      case "script":
        return; // Foundry Local is started and asked by the load itself, and a script needs nothing.
    }
    source satisfies never;
  }

  async #requireInstalled(name: string): Promise<void> {
    const { available, hint, devices } = await requireEngine(this.#context.engines, name).probe();
    if (available) return;
    const because = devices.find((device) => device.because !== undefined)?.because ?? `the engine ${name} is missing`;
    throw new AssayError({ code: "engine-missing", message: `This model cannot run here: ${because}.`, hint });
  }

  /** A list that lacks the model, or that the endpoint does not have, proves nothing: then a short question decides. */
  async #requireKnown(target: TargetPlan): Promise<void> {
    const { workspace, signal } = this.#context;
    const { source } = target;
    if (source.type !== "endpoint") return;
    const { model } = source;
    const list = () => askForModels(source, workspace, signal);
    const listed = await this.#once(`endpoint ${source.baseUrl} ${source.apiKeyVariable}`, list).catch((thrown) => {
      const { code } = toAssayError(thrown);
      if (code === "endpoint-unreachable" || code === "key-untrusted" || signal?.aborted) throw thrown;
      return [];
    });
    const isListed = model === undefined ? listed.length === 1 : listed.some(({ id }) => id === model);
    if (isListed) return;
    try {
      await this.#ask(target);
    } catch (thrown) {
      if (LASTING.has(toAssayError(thrown).code) || signal?.aborted) throw thrown;
    }
  }

  async #ask(target: TargetPlan): Promise<void> {
    const { signal } = this.#context;
    const { device: _, ...model } = target;
    await using loaded = await loadResolved(model, { signal }, this.#context);
    const request = { messages: [{ role: "user", content: "Hi" }], maxTokens: 1, stream: false } as const;
    for await (const event of loaded.chat?.chat(request, { signal }) ?? []) if (event.type === "finish") return;
  }

  #once<T>(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key) ?? find();
    this.#answers.set(key, known);
    return known as Promise<T>;
  }
}

/** @throws AssayError `out-of-memory` where it does not fit beside nothing else, and what `requireTemplate()` throws */
async function requireUsable(target: TargetPlan, path: string): Promise<void> {
  const facts = await readFileFacts(path);
  requireTemplate(target, facts);
  fitContext(facts.memory, { contextTokens: target.contextTokens }, { availableBytes: readAvailableMemory() });
}

/** A base model answers no conversation; llama-server has a template of its own for it. */
function requireTemplate(
  { chatTemplate: named, engine }: TargetPlan,
  { capabilities = [], chatTemplate: own }: FileFacts,
): void {
  const chats = capabilities.includes("chat") && engine !== "llama-server";
  if (chats && (named ?? own) === undefined) throw missingTemplate();
}

/** The refusal to start a run: what is wrong with each target, said once for those that share it. */
export function refuseTargets(problems: readonly TargetProblem[], total: number): AssayError {
  const groups = [...Map.groupBy(problems, ({ error }) => error.message).values()];
  const lines = groups.map((alike) => {
    const names = alike.map(({ target }) => target).join(", ");
    const message = alike[0]?.error.message ?? "";
    return message.startsWith(`${names} `) ? message : `${names}: ${message}`;
  });
  const hints = new Set(problems.flatMap(({ error }) => error.hint ?? []));
  return new AssayError({
    code: problems[0]?.error.code ?? "internal",
    message:
      lines.length === 1
        ? (lines[0] ?? "")
        : `${problems.length} of ${total} models cannot be measured.\n${lines.join("\n")}`,
    hint: [...hints].join(" ") || undefined,
    ...(problems.length < total && { remedies: ["skip-missing"] as const }),
  });
}

/** The targets with the reason at each that cannot be measured, so that it is recorded as failed. */
export function markUnavailable(
  targets: readonly TargetPlan[],
  problems: readonly TargetProblem[],
): readonly TargetPlan[] {
  const reasons = new Map(problems.map(({ target, error }) => [target, error]));
  return targets.map((target) => {
    const unavailable = reasons.get(target.id);
    return unavailable === undefined ? target : { ...target, unavailable };
  });
}

/** A page runs the files of a chat model, and nothing else. */
async function requirePageModel(target: TargetPlan, { workspace, signal }: InspectionContext): Promise<void> {
  const { source, id } = target;
  if (source.type === "file") requireTemplate(target, await readFileFacts(source.path));
  const listed = await listPageModels([toPageListing(target)], { stateDirectory: workspace.locations.state, signal });
  if (listed.length > 0) return;
  throw new AssayError({
    code: "unsupported",
    message: `${id} cannot run in a page: only GGUF and ONNX files of up to 2 GB can.`,
    hint: "Measure it on the CPU or the GPU instead.",
  });
}
