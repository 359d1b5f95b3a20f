import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { formatMegabytes } from "../../lib/format-megabytes.ts";
import type { GgufHeader } from "./gguf-header.ts";
import type { GgufFile } from "./read-gguf-file.ts";

/** Context to create, and what it costs. */
export interface ContextPlan {
  readonly contextTokens: number;
  readonly trainedContextTokens: number | undefined;
  readonly kvBytesPerToken: number | undefined;
  readonly warnings: readonly Warning[];
}

export interface MemoryOffer {
  /** Memory that the system can give now. */
  readonly availableBytes: number;
  /** What the caller allows at most; absent: no limit of the caller's. */
  readonly limitBytes?: number | undefined;
}

/** When neither the file nor the caller says: what most small models of any age can do. */
const fallbackContextTokens = 4096;
const fewestContextTokens = 16;
/** Keys and values are kept as f16. */
const kvValueBytes = 2;
/** Working space of one batch and the library itself, measured with models of 1 M to 100 M parameters. */
const workBytes = 64 * 2 ** 20;
/** Below this much a context is free to take; above it, one that nobody asked for takes no more than the weights. */
const smallContextBytes = 256 * 2 ** 20;

/**
 * Chooses the context and checks that weights, context and working space fit the memory.
 *
 * A context that was not asked for is the trained one, reduced (with a warning) so that it takes at most as much as the
 * weights, and fits. With mapped files the library checks nothing: a file of three times the memory would load.
 * @throws AssayError `out-of-memory` with the figures, `invalid-input` for a context that is no whole number
 */
export function planContext(
  file: GgufFile,
  asked: { readonly contextTokens?: number | undefined; readonly parallel: number },
  offer: MemoryOffer,
): ContextPlan {
  const trained = readNumber(file.header, `${file.header.architecture}.context_length`);
  const kvBytesPerToken = kvBytes(file.header);
  const bytesPerToken = (kvBytesPerToken ?? 0) * asked.parallel;
  const budgetBytes = Math.min(offer.availableBytes, offer.limitBytes ?? Number.POSITIVE_INFINITY);
  const roomBytes = budgetBytes - file.sizeBytes - workBytes;

  const wanted = requireContext(asked.contextTokens) ?? trained ?? fallbackContextTokens;
  const allowed = Math.min(wanted, trained ?? wanted);
  const fitting =
    asked.contextTokens === undefined && bytesPerToken > 0
      ? Math.floor(Math.min(roomBytes, Math.max(file.sizeBytes, smallContextBytes)) / bytesPerToken)
      : allowed;
  const contextTokens = Math.max(Math.min(allowed, fitting), Math.min(allowed, fewestContextTokens));

  if (contextTokens * bytesPerToken > roomBytes)
    throw outOfMemory(file, { contextTokens, parallel: asked.parallel, kvBytes: contextTokens * bytesPerToken }, offer);
  const warnings: Warning[] =
    contextTokens < wanted
      ? [
          {
            code: "context-reduced",
            message:
              allowed < wanted
                ? `The context is ${contextTokens} tokens instead of ${wanted}: the model was trained for ${trained}.`
                : `The context is ${contextTokens} tokens of the ${wanted} that the model was trained for, to save memory; ask for more with a context length.`,
          },
        ]
      : [];
  return { contextTokens, trainedContextTokens: trained, kvBytesPerToken, warnings };
}

/**
 * Bytes that a model takes with a context for each of so many users at the same time: weights, keys and values, and
 * working space. Absent where the header does not say what a token takes.
 */
export function memoryNeed(
  file: Pick<GgufFile, "header" | "sizeBytes">,
  { contextTokens, parallel }: { readonly contextTokens: number; readonly parallel: number },
): number | undefined {
  const perToken = kvBytes(file.header);
  return perToken === undefined ? undefined : file.sizeBytes + contextTokens * parallel * perToken + workBytes;
}

/**
 * Whether the bytes of a token are more than a model really takes: layers that look back a limited way only, or keep a
 * state of fixed size, are counted as if they kept everything.
 */
export function isKvUpperBound(header: GgufHeader): boolean {
  const { architecture, metadata } = header;
  const window = readNumber(header, `${architecture}.attention.sliding_window`) ?? 0;
  const trained = readNumber(header, `${architecture}.context_length`) ?? Number.POSITIVE_INFINITY;
  // Some files state a window as long as their context, which bounds nothing.
  const looksBackALittle = window > 0 && window < trained;
  return looksBackALittle || [...metadata.keys()].some((key) => key.startsWith(`${architecture}.ssm.`));
}

/** Bytes that one token of context takes: keys and values of every layer. Undefined where the header does not say. */
export function kvBytes(header: GgufHeader): number | undefined {
  const key = (name: string) => `${header.architecture}.${name}`;
  const layers = readNumber(header, key("block_count"));
  const width = readNumber(header, key("embedding_length"));
  const heads = readNumber(header, key("attention.head_count"));
  if (layers === undefined || width === undefined || heads === undefined || heads === 0) return undefined;
  const keyLength = readNumber(header, key("attention.key_length")) ?? width / heads;
  const valueLength = readNumber(header, key("attention.value_length")) ?? width / heads;
  const perLayer = header.metadata.get(key("attention.head_count_kv"));
  const kvHeads = Array.isArray(perLayer)
    ? perLayer.reduce((sum, count) => sum + count, 0)
    : layers * (typeof perLayer === "number" ? perLayer : heads);
  return kvHeads * (keyLength + valueLength) * kvValueBytes;
}

function readNumber(header: GgufHeader, key: string): number | undefined {
  const value = header.metadata.get(key);
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function requireContext(contextTokens: number | undefined): number | undefined {
  if (contextTokens === undefined || (Number.isSafeInteger(contextTokens) && contextTokens >= fewestContextTokens))
    return contextTokens;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot load the model as the context must be a whole number of at least ${fewestContextTokens} tokens: current value is ${contextTokens}`,
    hint: "Leave it out to get the model's own.",
  });
}

function outOfMemory(
  file: GgufFile,
  need: { readonly contextTokens: number; readonly parallel: number; readonly kvBytes: number },
  { availableBytes, limitBytes }: MemoryOffer,
): AssayError {
  const total = file.sizeBytes + need.kvBytes + workBytes;
  const limited = limitBytes !== undefined && limitBytes <= availableBytes;
  return new AssayError({
    code: "out-of-memory",
    message:
      `Cannot load the model as it must fit the ${limited ? "memory limit" : "available memory"} of ${formatMegabytes(limited ? limitBytes : availableBytes)}: ` +
      `it needs ${formatMegabytes(total)} (file ${formatMegabytes(file.sizeBytes)}, context of ${need.contextTokens} tokens x ${need.parallel} ${formatMegabytes(need.kvBytes)}, working space ${formatMegabytes(workBytes)})`,
    hint: "Choose a smaller variant, a shorter context or fewer requests at once, or unload other models.",
  });
}
