import { AssayError } from "../../core/errors.ts";
import type { MemoryFacts } from "../../core/model-format.ts";
import type { Warning } from "../../core/warning.ts";
import { formatMegabytes } from "../../lib/format-megabytes.ts";
import { type LoadShape, type RequiredMemory, requiredMemory } from "./required-memory.ts";

/** Context to create, and what it costs. */
export interface FittedContext {
  readonly contextTokens: number;
  readonly trainedContextTokens: number | undefined;
  readonly kvBytesPerToken: number | undefined;
  readonly warnings: readonly Warning[];
}

/** Wishes of a caller for a load; absent ones are chosen. */
export interface AskedLoad {
  readonly contextTokens?: number | undefined;
  readonly parallel?: number | undefined;
}

export interface MemoryOffer {
  /** Memory that the system can give now. */
  readonly availableBytes: number;
  /** The most that the caller allows the model's process; absent: no limit of the caller's. */
  readonly limitBytes?: number | undefined;
  /** Part of the required memory that the model's process takes already, as it runs; default 0. */
  readonly heldBytes?: number | undefined;
}

/** When neither the file nor the caller says: what most small models of any age can do. */
const FALLBACK_CONTEXT_TOKENS = 4096;
const FEWEST_CONTEXT_TOKENS = 16;
/** Below this much a context is free to take; above it, one that nobody asked for takes no more than the weights. */
const SMALL_CONTEXT_BYTES = 256 * 2 ** 20;

/**
 * Chooses the context and checks that the memory that the model then requires is there.
 *
 * A context that was not asked for is the trained one, reduced (with a warning) so that it takes at most as much as the
 * weights, and fits. With mapped files the library checks nothing: a file of three times the memory would load.
 * @throws AssayError `out-of-memory` with the figures, `invalid-input` for a context that is no whole number
 */
export function fitContext(facts: MemoryFacts, asked: AskedLoad, offer: MemoryOffer): FittedContext {
  const { weightsBytes, kvBytesPerToken, trainedContextTokens: trained } = facts;
  const { parallel = 1 } = asked;
  const bytesPerToken = (kvBytesPerToken ?? 0) * parallel;
  const budgetBytes = budgetOf(offer);
  const roomBytes = budgetBytes - requiredMemory(facts, { contextTokens: 0, parallel }).totalBytes;

  const wanted = requireContext(asked.contextTokens) ?? trained ?? FALLBACK_CONTEXT_TOKENS;
  const allowed = Math.min(wanted, trained ?? wanted);
  const fitting =
    asked.contextTokens === undefined && bytesPerToken > 0
      ? Math.floor(Math.min(roomBytes, Math.max(weightsBytes, SMALL_CONTEXT_BYTES)) / bytesPerToken)
      : allowed;
  const contextTokens = Math.max(Math.min(allowed, fitting), Math.min(allowed, FEWEST_CONTEXT_TOKENS));

  const shape = { contextTokens, parallel };
  if (requiredMemory(facts, shape).totalBytes > budgetBytes) throw outOfMemory(facts, shape, offer);
  const warnings = contextTokens < wanted ? [reducedWarning({ contextTokens, wanted, allowed, trained })] : [];
  return { contextTokens, trainedContextTokens: trained, kvBytesPerToken, warnings };
}

/**
 * The memory that a model takes when it is loaded with the context that it would get with all the memory it wants.
 *
 * @throws AssayError `invalid-input` for a context that is no whole number
 */
export function usualMemory(facts: MemoryFacts, asked: AskedLoad = {}): RequiredMemory {
  const { contextTokens } = fitContext(facts, asked, { availableBytes: Number.POSITIVE_INFINITY });
  return requiredMemory(facts, { contextTokens, parallel: asked.parallel ?? 1 });
}

/** Memory that a model may take, what its process has already included. */
export function budgetOf({
  availableBytes,
  limitBytes = Number.POSITIVE_INFINITY,
  heldBytes = 0,
}: MemoryOffer): number {
  return Math.min(availableBytes + heldBytes, limitBytes);
}

function reducedWarning(given: {
  readonly contextTokens: number;
  readonly wanted: number;
  readonly allowed: number;
  readonly trained: number | undefined;
}): Warning {
  const { contextTokens, wanted, allowed, trained } = given;
  return {
    code: "context-reduced",
    message:
      allowed < wanted
        ? `The context is ${contextTokens} tokens instead of ${wanted}: the model was trained for ${trained}.`
        : `The context is ${contextTokens} tokens of the ${wanted} that the model was trained for, to save memory; ask for more with a context length.`,
  };
}

function requireContext(contextTokens: number | undefined): number | undefined {
  if (contextTokens === undefined || (Number.isSafeInteger(contextTokens) && contextTokens >= FEWEST_CONTEXT_TOKENS))
    return contextTokens;
  throw new AssayError({
    code: "invalid-input",
    message: `The context must be a whole number of at least ${FEWEST_CONTEXT_TOKENS} tokens, not ${contextTokens}.`,
    hint: "Leave it out to get the model's own.",
  });
}

function outOfMemory(facts: MemoryFacts, shape: LoadShape, { availableBytes, limitBytes }: MemoryOffer): AssayError {
  const { weightsBytes, contextBytes, workBytes, processBytes, totalBytes } = requiredMemory(facts, shape);
  const limited = limitBytes !== undefined && limitBytes <= availableBytes;
  const parts = [
    `file ${formatMegabytes(weightsBytes)}`,
    `context of ${shape.contextTokens} tokens x ${shape.parallel} ${formatMegabytes(contextBytes)}`,
    `working space ${formatMegabytes(workBytes)}`,
    `process ${formatMegabytes(processBytes)}`,
  ];
  return new AssayError({
    code: "out-of-memory",
    message: `The model needs ${formatMegabytes(totalBytes)} of memory (${parts.join(", ")}), and ${limited ? `its limit is ${formatMegabytes(limitBytes)}` : `${formatMegabytes(availableBytes)} are free`}.`,
    hint: "Choose a smaller variant, a shorter context or fewer requests at once, or unload other models.",
  });
}
