import type { ChatModel } from "../core/chat-model.ts";
import type { Engine, LoadedModel, LoadOptions, MemoryReading, ModelSource, PipelineSource } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import type { PipelineDefinition } from "../core/pipeline.ts";
import type { Retriever } from "../core/retriever.ts";
import type { Clock } from "../lib/clock.ts";
import { cascade } from "./cascade.ts";
import type { PipelineOptions } from "./create-pipeline-model.ts";
import { draftRefine } from "./draft-refine.ts";
import { partNamesOf } from "./part-names.ts";
import { rag } from "./rag.ts";
import { router } from "./router.ts";

/** Creates the engine whose models are made of others: it opens their parts and composes them. */
export function createPipelineEngine({ clock }: { readonly clock?: Clock | undefined } = {}): Engine {
  return {
    name: "pipeline",
    capabilities: { chat: true, embedding: false, native: false },
    probe: async () => ({ available: true, devices: [{ device: "cpu", available: true }] }),
    load: (source, options = {}) => loadPipeline(source, options, clock),
  };
}

async function loadPipeline(source: ModelSource, options: LoadOptions, clock: Clock | undefined): Promise<LoadedModel> {
  const { id = "pipeline" } = options;
  if (source.type !== "pipeline") throw new Error(`The pipeline engine cannot load a ${source.type}`);
  await using stack = new AsyncDisposableStack();
  const opened = new Map<string, LoadedModel>();
  for (const name of partNamesOf(source.definition)) {
    const loaded = await openPart(name, source, options);
    stack.use(loaded);
    opened.set(name, loaded);
  }
  const chats = new Map([...opened].map(([name, loaded]) => [name, requireChat(id, name, loaded)]));
  const { definition } = source;
  const documents =
    definition.kind === "rag" ? stack.use(await openDocuments(definition.documents, options)) : undefined;
  const chat = compose(definition, { chats, documents }, { id, ...(clock !== undefined && { clock }) });
  const parts = [...opened.values()];
  const owned = stack.move();
  const endings = parts.flatMap(({ ended }) => ended ?? []);
  return {
    info: { engine: "pipeline", contextTokens: chat.capabilities.contextTokens, warnings: [] },
    chat,
    ...(endings.length > 0 && { ended: Promise.race(endings) }),
    ...(parts.some(({ readMemory }) => readMemory !== undefined) && { readMemory: () => addMemory(parts) }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** What a pipeline is composed of. */
interface Opened {
  /** By the names of the definition. */
  readonly chats: ReadonlyMap<string, ChatModel>;
  readonly documents: Retriever | undefined;
}

function compose(
  definition: PipelineDefinition,
  { chats: parts, documents }: Opened,
  options: PipelineOptions,
): ChatModel {
  const part = (name: string) => {
    const chat = parts.get(name);
    if (chat === undefined) throw new Error(`The pipeline has no model named ${name}`);
    return chat;
  };
  switch (definition.kind) {
    case "draft-refine":
      return draftRefine({ draft: part(definition.draft), refine: part(definition.refine) }, definition, options);
    case "cascade":
      return cascade({ small: part(definition.small), large: part(definition.large) }, definition, options);
    case "router":
      return router(parts, definition, options);
    case "rag": {
      if (documents === undefined) throw new Error("The documents of the pipeline are not open");
      const { model, fallback } = definition;
      return rag(
        { model: part(model), ...(fallback !== undefined && { fallback: part(fallback) }), documents },
        definition,
        options,
      );
    }
    default:
      return definition satisfies never;
  }
}

async function openPart(name: string, { parts }: PipelineSource, options: LoadOptions): Promise<LoadedModel> {
  const part = parts?.[name];
  if (part === undefined || options.openPart === undefined) throw new Error(`The part ${name} is not resolved`);
  const { signal, device, threads } = options;
  return options.openPart(part, { signal, device, threads, contextTokens: part.contextTokens });
}

async function openDocuments(set: string, { openDocuments: open, signal }: LoadOptions): Promise<Retriever> {
  if (open === undefined) throw new Error(`Nobody opens the documents ${set}`);
  return open(set, { signal });
}

function requireChat(id: string, name: string, { chat }: LoadedModel): ChatModel {
  if (chat !== undefined) return chat;
  throw new AssayError({
    code: "unsupported",
    message: `${name} cannot be a part of ${id}: it only embeds.`,
    hint: "Name a model that chats; `assay model list` shows which do.",
  });
}

/** The sum over all parts; a kind of reading that one of them lacks is absent. */
async function addMemory(parts: readonly LoadedModel[]): Promise<MemoryReading> {
  const readings = await Promise.all(parts.flatMap((part) => part.readMemory?.() ?? []));
  const sum = (read: (reading: MemoryReading) => number | undefined) => {
    const values = readings.map(read);
    return values.every((value) => value !== undefined) ? values.reduce((total, value) => total + value, 0) : undefined;
  };
  const because = readings.find((reading) => reading.because !== undefined)?.because;
  return {
    residentBytes: sum(({ residentBytes }) => residentBytes),
    peakResidentBytes: sum(({ peakResidentBytes }) => peakResidentBytes),
    proportionalBytes: sum(({ proportionalBytes }) => proportionalBytes),
    hostBytes: sum(({ hostBytes }) => hostBytes),
    ...(because !== undefined && { because }),
  };
}
