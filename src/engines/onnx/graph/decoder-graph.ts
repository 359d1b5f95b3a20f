import { AssayError } from "../../../core/errors.ts";
import type { CacheNames, OnnxConfig } from "../../../formats/onnx/facts/onnx-folder.ts";
import { PRECISIONS, type Precision } from "./numbers.ts";
import type { Session, ValueInfo } from "./runtime.ts";

/** The inputs and outputs of a graph that generates tokens. */
export interface DecoderGraph {
  readonly caches: readonly CacheInput[];
  readonly hasPositions: boolean;
  /** Name of the input that says of how many last tokens scores are wanted; absent: they come of all. */
  readonly keepInput: string | undefined;
}

/** Keys or values of one layer: what goes in, and what comes out longer. */
export interface CacheInput {
  readonly past: string;
  readonly present: string;
  readonly heads: number;
  readonly headSize: number;
  readonly type: Precision;
}

type TensorInfo = Extract<ValueInfo, { isTensor: true }>;

const USUAL_NAMES: CacheNames = {
  key: { past: "past_key_values.%d.key", present: "present.%d.key" },
  value: { past: "past_key_values.%d.value", present: "present.%d.value" },
};
const KEEP = ["num_logits_to_keep", "logits_to_keep"];
const NEEDED = ["input_ids", "attention_mask"];

/** Whether a graph keeps keys and values, as those do that generate. */
export function isDecoder({ inputNames }: Session, { cacheNames = USUAL_NAMES }: OnnxConfig): boolean {
  return inputNames.some((name) => name.startsWith("past_key_values") || findPresent(name, cacheNames) !== undefined);
}

/** Whether an output holds keys and values. */
export function isCacheOutput(output: string, { cacheNames: { key, value } = USUAL_NAMES }: OnnxConfig): boolean {
  return [key, value].some(({ present }) => findLayer(output, present) !== undefined);
}

/** Reads how a graph is to be called. @throws AssayError `unsupported` for one that is made otherwise */
export function readDecoderGraph(session: Session, config: OnnxConfig): DecoderGraph {
  const { inputNames, inputMetadata, outputMetadata } = session;
  const names = config.cacheNames ?? USUAL_NAMES;
  const caches = inputMetadata.flatMap((input) => {
    const present = findPresent(input.name, names);
    return present === undefined ? [] : [toCache(input, present, session, config)];
  });
  const others = inputMetadata.filter(({ name }) => findPresent(name, names) === undefined);
  const strange = others.find(({ name }) => ![...NEEDED, ...KEEP, "position_ids"].includes(name));
  if (strange !== undefined) throw otherGraph(`its input ${strange.name} is not known`);
  const missing = NEEDED.find((name) => !inputNames.includes(name));
  if (missing !== undefined) throw otherGraph(`it has no input ${missing}`);
  for (const input of others) requireType(input, ["int64"]);
  const logits = outputMetadata.find(({ name }) => name === "logits");
  if (logits === undefined) throw otherGraph("it has no output logits");
  requireType(logits, PRECISIONS);
  return {
    caches,
    hasPositions: inputNames.includes("position_ids"),
    keepInput: KEEP.find((name) => inputNames.includes(name)),
  };
}

/** Name of the output that continues an input; undefined for one that holds no keys and values. */
function findPresent(input: string, names: CacheNames): string | undefined {
  for (const { past, present } of [names.key, names.value]) {
    const layer = findLayer(input, past);
    if (layer !== undefined) return present.replace("%d", layer);
  }
  return undefined;
}

/** The number of the layer in a name of this form. */
function findLayer(name: string, form: string): string | undefined {
  const [before = "", after = ""] = form.split("%d");
  const layer = name.slice(before.length, name.length - after.length);
  return /^\d+$/.test(layer) && name === `${before}${layer}${after}` ? layer : undefined;
}

function requireType(value: ValueInfo, known: readonly string[]): TensorInfo {
  if (!value.isTensor) throw otherGraph(`${value.name} is no tensor`);
  if (known.includes(value.type)) return value;
  throw otherGraph(
    `${value.name} is of the type ${value.type}, and only ${known.join(" and ")} can be computed with there`,
    "Choose a variant of another precision, such as q4 or fp32, or a GGUF file of the model.",
  );
}

function toCache(input: ValueInfo, present: string, { outputMetadata }: Session, config: OnnxConfig): CacheInput {
  const output = outputMetadata.find(({ name }) => name === present);
  if (output === undefined) throw otherGraph(`it has no output ${present}`);
  const { type, shape } = requireType(input, PRECISIONS);
  requireType(output, [type]);
  const [, heads, , headSize] = shape;
  const { num_attention_heads: queryHeads, hidden_size: hidden } = config;
  const cache = {
    heads: toLength(heads) ?? config.num_key_value_heads ?? queryHeads,
    headSize: toLength(headSize) ?? config.head_dim ?? (hidden && queryHeads ? hidden / queryHeads : undefined),
  };
  if (!cache.heads || !cache.headSize)
    throw otherGraph(`the shape of ${input.name} is not known, and config.json does not tell it either`);
  return { past: input.name, present, heads: cache.heads, headSize: cache.headSize, type: type as Precision };
}

/** A length that the graph fixes; others have names. */
function toLength(size: number | string | undefined): number | undefined {
  return typeof size === "number" ? size : undefined;
}

function otherGraph(
  because: string,
  hint = "Choose a graph for text generation as Transformers.js and onnxruntime-genai have it, or a GGUF file of the model.",
): AssayError {
  return new AssayError({ code: "unsupported", message: `This ONNX graph cannot be run: ${because}.`, hint });
}
