import type { LoadedModel, LoadOptions } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { ggufFacts } from "../../formats/gguf/header/file-facts.ts";
import { type GgufContent, type GgufHeader, isEmbeddingHeader } from "../../formats/gguf/header/gguf-header.ts";
import { invalidGguf, readGgufHeader } from "../../formats/gguf/header/read-gguf-header.ts";
import { readSamplingDefaults } from "../../formats/gguf/header/sampling-defaults.ts";
import { type FittedContext, fitContext } from "../../formats/memory/fit-context.ts";
import type { Clock } from "../../lib/clock.ts";
import { once } from "../answering/once.ts";
import { requireParallel } from "../answering/require-parallel.ts";
import { requireThreads } from "../answering/require-threads.ts";
import { createPromptBound } from "../generation/prompt-bound.ts";
import { createWllamaChat } from "./chat.ts";
import { createWllamaEmbedding } from "./embed.ts";
import { toLoadError } from "./errors.ts";
import { createPromptWriter } from "./prompt-writer.ts";
import { readTemplate } from "./read-template.ts";
import type { WllamaSession } from "./wllama-session.ts";

/** The files of a model and where they run. */
export interface WllamaSource {
  readonly id: string;
  /** The file, or the parts of a split one in their order. */
  readonly files: readonly Blob[];
  readonly session: WllamaSession;
  /** The last lines that the library wrote as errors. */
  readonly errorLines: readonly string[];
  readonly engineVersion: string;
  readonly deviceName: string;
  /** Memory that the page may take. */
  readonly availableBytes: number;
  readonly clock: Clock;
  readonly nextSeed: () => number;
}

export type WllamaOptions = Pick<
  LoadOptions,
  "contextTokens" | "parallel" | "threads" | "device" | "chatTemplate" | "templateVariables"
>;

/** A first read that holds the header of most files, and the largest header that is believed. */
const HEADER_LIMITS = { firstBytes: 4 * 2 ** 20, mostBytes: 256 * 2 ** 20, tokens: true };
/** Nobody is heard while a batch is computed. */
const BATCH_TOKENS = 128;

/** Loads a GGUF file into wllama: as an embedding model when it says how it pools, else as a chat model. @throws AssayError */
export async function loadWllamaModel(source: WllamaSource, options: WllamaOptions): Promise<LoadedModel> {
  const threads = requireThreads(options.threads) ?? 1;
  const parallel = requireParallel(options.parallel ?? 1);
  const file = await readContent(source);
  const facts = ggufFacts(file);
  const context = fitContext(
    facts.memory,
    { contextTokens: options.contextTokens, parallel },
    { availableBytes: source.availableBytes },
  );
  const { session } = source;
  const dispose = once(() => session.exit());
  try {
    await load(source, {
      ...context,
      threads,
      parallel,
      embeds: file.kind === "embedding",
      gpu: options.device === "gpu",
    });
    const { chat, embedding, warnings } =
      file.kind === "embedding"
        ? { ...prepareEmbedding(source, context, dispose), warnings: [] }
        : prepareChat({ source, options, file, context, parallel, dispose });
    return {
      info: {
        engine: "wllama",
        device: options.device ?? "cpu",
        deviceName: source.deviceName,
        architecture: facts.architecture,
        parameters: facts.parameters,
        quantisation: facts.quantisation,
        sizeBytes: file.sizeBytes,
        licence: facts.licence,
        contextTokens: context.contextTokens,
        trainedContextTokens: context.trainedContextTokens,
        kvBytesPerToken: context.kvBytesPerToken,
        threads: session.isMultithread() ? session.getNumThreads() : 1,
        engineVersion: source.engineVersion,
        warnings: [...context.warnings, ...warnings],
      },
      chat,
      embedding,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (cause) {
    await dispose();
    throw toLoadError(cause, source.errorLines);
  }
}

async function readContent({ id, files }: WllamaSource): Promise<GgufContent> {
  const [first] = files;
  if (first === undefined)
    throw new AssayError({ code: "model-missing", message: `The model ${id} has no file.`, hint: "Get it again." });
  const read = async (start: number, end: number) => new Uint8Array(await first.slice(start, end).arrayBuffer());
  const header = await readGgufHeader({ name: id, sizeBytes: first.size, read }, HEADER_LIMITS);
  // Of a split model each part holds tensors of its own.
  if (files.length === 1 && header.requiredBytes > first.size)
    throw invalidGguf(id, `it is cut off: its tensors need ${header.requiredBytes} bytes, it has ${first.size}`);
  return {
    kind: isEmbeddingHeader(header) ? "embedding" : "chat",
    header,
    sizeBytes: files.reduce((sum, { size }) => sum + size, 0),
  };
}

interface LoadShape extends Pick<FittedContext, "contextTokens"> {
  readonly threads: number;
  readonly parallel: number;
  readonly embeds: boolean;
  readonly gpu: boolean;
}

async function load({ session, files }: WllamaSource, shape: LoadShape): Promise<void> {
  // A text is embedded as a whole.
  const batch = shape.embeds ? shape.contextTokens : Math.min(BATCH_TOKENS, shape.contextTokens);
  await session.loadModel([...files], {
    n_ctx: shape.contextTokens * shape.parallel,
    n_threads: shape.threads,
    n_gpu_layers: shape.gpu ? 999 : 0,
    n_parallel: shape.parallel,
    n_batch: batch,
    n_ubatch: batch,
    embeddings: shape.embeds,
  });
  // It resolves too when the library refused the file.
  if (session.getLoadedContextInfo().n_ctx === 0) throw new Error("the library refused the file");
}

interface ChatParts {
  readonly source: WllamaSource;
  readonly options: WllamaOptions;
  readonly file: { readonly header: GgufHeader };
  readonly context: FittedContext;
  readonly parallel: number;
  readonly dispose: () => Promise<void>;
}

function prepareChat({ source, options, file, context, parallel, dispose }: ChatParts) {
  const { id, session, clock, nextSeed } = source;
  const { header } = file;
  const tokens = header.tokens ?? { texts: [], types: [] };
  const { template, error, warnings, bosText } = readTemplate(header, options);
  const addsBos = session.getLoadedContextInfo().add_bos_token;
  const longest = Math.max(1, ...tokens.texts.map(({ length }) => length));
  const { contextTokens } = context;
  const chat = createWllamaChat({
    id,
    session,
    writePrompt: createPromptWriter({
      tokens,
      template,
      templateError: error,
      addedBos: addsBos ? bosText : undefined,
    }),
    bound: createPromptBound({ longestToken: () => longest }, contextTokens),
    answers: template?.answers,
    samplingDefaults: readSamplingDefaults(header),
    contextTokens,
    parallel,
    clock,
    nextSeed,
    dispose,
  });
  return { chat, embedding: undefined, warnings };
}

function prepareEmbedding(
  { id, session }: WllamaSource,
  { contextTokens }: FittedContext,
  dispose: () => Promise<void>,
) {
  const dimensions = session.getLoadedContextInfo().n_embd;
  return {
    chat: undefined,
    embedding: createWllamaEmbedding({ id, session, dimensions, maxTokens: contextTokens, dispose }),
  };
}
