import { AssayError } from "../../../core/errors.ts";
import type { OnnxConfig } from "../../../formats/onnx/facts/onnx-folder.ts";
import type { Session } from "./runtime.ts";

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
}

type Metadata = Session["inputMetadata"][number];

const PAST = /^past_key_values\.\d+\.(key|value)$/;
const KEEP = ["num_logits_to_keep", "logits_to_keep"];
const NEEDED = ["input_ids", "attention_mask"];

/** Whether a graph keeps keys and values, as those do that generate. */
export function isDecoder({ inputNames }: Session): boolean {
  return inputNames.some((name) => name.startsWith("past_key_values"));
}

/** Reads how a graph is to be called. @throws AssayError `unsupported` for one that is made otherwise */
export function readDecoderGraph(session: Session, config: OnnxConfig): DecoderGraph {
  const { inputNames, inputMetadata, outputNames, outputMetadata } = session;
  const strange = inputNames.find((name) => ![...NEEDED, ...KEEP, "position_ids"].includes(name) && !PAST.test(name));
  if (strange !== undefined) throw otherGraph(`its input ${strange} is not known`);
  const missing = NEEDED.find((name) => !inputNames.includes(name));
  if (missing !== undefined) throw otherGraph(`it has no input ${missing}`);
  for (const one of [...inputMetadata, ...outputMetadata]) requireType(one);
  if (!outputNames.includes("logits")) throw otherGraph("it has no output logits");
  const caches = inputMetadata.filter(({ name }) => PAST.test(name)).map((one) => toCache(one, session, config));
  return {
    caches,
    hasPositions: inputNames.includes("position_ids"),
    keepInput: KEEP.find((name) => inputNames.includes(name)),
  };
}

function requireType(value: Metadata): void {
  if (!value.isTensor) throw otherGraph(`${value.name} is no tensor`);
  const wanted = PAST.test(value.name) || /^(present\.|logits$)/.test(value.name) ? "float32" : "int64";
  if (value.type === wanted) return;
  throw otherGraph(
    `${value.name} is of the type ${value.type}, and only ${wanted} is known there`,
    value.type === "float16" ? "Choose a variant that computes in float32, such as q4 or fp32." : undefined,
  );
}

function toCache(value: Metadata, { outputNames }: Session, config: OnnxConfig): CacheInput {
  const present = value.name.replace("past_key_values", "present");
  if (!outputNames.includes(present)) throw otherGraph(`it has no output ${present}`);
  const [, heads, , headSize] = value.isTensor ? value.shape : [];
  const cache = {
    heads: typeof heads === "number" ? heads : (config.num_key_value_heads ?? config.num_attention_heads),
    headSize: typeof headSize === "number" ? headSize : config.head_dim,
  };
  if (!cache.heads || !cache.headSize) throw otherGraph(`the shape of ${value.name} is not known`);
  return { past: value.name, present, heads: cache.heads, headSize: cache.headSize };
}

function otherGraph(
  because: string,
  hint = "Choose a graph for text generation as Transformers.js and onnxruntime-genai have it, or a GGUF file of the model.",
): AssayError {
  return new AssayError({ code: "unsupported", message: `This ONNX graph cannot be run: ${because}.`, hint });
}
