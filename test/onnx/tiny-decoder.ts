import type { GraphSpec, NamedTensor, NamedValue, NodeSpec, TypeName } from "./write-onnx.ts";

/** Ways in which graphs that generate differ; all of them compute the same. */
export interface DecoderForm {
  /** Attention with grouped queries, which can write its caches in place; else standard operators that lengthen them. */
  readonly grouped?: boolean | undefined;
  /** Takes the places of the tokens; else it counts them itself. */
  readonly positions?: boolean | undefined;
  /** Name of the input that says of how many tokens scores are wanted. */
  readonly keep?: string | undefined;
  /** Precision of keys, values and scores. */
  readonly precision?: TypeName | undefined;
  /** Names the lengths of the heads instead of fixing them. */
  readonly symbols?: boolean | undefined;
  readonly names?: { readonly past: (part: string) => string; readonly present: (part: string) => string } | undefined;
  /** Files beside the graph that hold the largest weights, in turn. */
  readonly files?: readonly string[] | undefined;
}

export const SIZES = { vocabulary: 4096, hidden: 32, heads: 2, headSize: 16, places: 256 };
const { vocabulary, hidden, heads, headSize, places } = SIZES;

const USUAL = { past: (part: string) => `past_key_values.0.${part}`, present: (part: string) => `present.0.${part}` };

/** One layer of attention over random weights, in one of the forms that are published. */
export function makeTinyDecoder(form: DecoderForm): GraphSpec {
  const { positions = false, keep, precision = "float32", names = USUAL } = form;
  const cache = (name: string): NamedValue => ({
    name,
    type: precision,
    shape: ["batch", form.symbols ? "heads" : heads, "length", form.symbols ? "size" : headSize],
  });
  const whole = (name: string, shape: readonly string[]): NamedValue => ({ name, type: "int64", shape });
  const parts = ["key", "value"];
  return {
    nodes: [
      ...embed(positions),
      ...["q", "k", "v"].map((part) => node("MatMul", ["h", `w_${part}`], part)),
      ...parts.map((part) => cast(names.past(part), `past_${part}`, "float32")),
      ...(form.grouped ? groupedAttention() : plainAttention()),
      ...parts.map((part) => cast(`now_${part}`, names.present(part), precision)),
      node("Add", ["h", "attended"], "sum"),
      ...(keep === undefined
        ? [node("Identity", ["sum"], "kept")]
        : [
            node("Neg", [keep], "minus"),
            node("Reshape", ["minus", "one"], "start"),
            node("Slice", ["sum", "start", "end", "one"], "kept"),
          ]),
      node("MatMul", ["kept", "w_out"], "scores"),
      cast("scores", "logits", precision),
    ],
    weights: [...makeWeights(form.files ?? []), ...CONSTANTS],
    inputs: [
      whole("input_ids", ["batch", "tokens"]),
      whole("attention_mask", ["batch", "total"]),
      ...(positions ? [whole("position_ids", ["batch", "tokens"])] : []),
      ...(keep === undefined ? [] : [whole(keep, [])]),
      ...parts.map((part) => cache(names.past(part))),
    ],
    outputs: [
      { name: "logits", type: precision, shape: ["batch", "scored", vocabulary] },
      ...parts.map((part) => cache(names.present(part))),
    ],
  };
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes?: NodeSpec["attributes"],
): NodeSpec {
  return { operator, inputs, outputs: [output], attributes };
}

function cast(from: string, to: string, type: TypeName): NodeSpec {
  return node("Cast", [from], to, { to: { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10, float64: 11 }[type] });
}

/** Token and place, each with a vector of its own. */
function embed(positions: boolean): readonly NodeSpec[] {
  return [
    node("Shape", ["attention_mask"], "mask_shape"),
    node("Gather", ["mask_shape", "index_1"], "total"),
    node("Shape", ["input_ids"], "ids_shape"),
    node("Gather", ["ids_shape", "index_1"], "count"),
    node("Sub", ["total", "count"], "before"),
    node("Range", ["before", "total", "index_1"], "counted"),
    node("Unsqueeze", ["counted", "zero"], "counted_places"),
    node("Identity", [positions ? "position_ids" : "counted_places"], "place"),
    node("Gather", ["w_token", "input_ids"], "h_token"),
    node("Gather", ["w_place", "place"], "h_place"),
    node("Add", ["h_token", "h_place"], "h"),
  ];
}

function groupedAttention(): readonly NodeSpec[] {
  return [
    node("Sub", ["total", "index_1"], "last"),
    node("Reshape", ["last", "one"], "last_1"),
    cast("last_1", "seqlens", "int32"),
    cast("total", "total_32", "int32"),
    {
      operator: "GroupQueryAttention",
      domain: "com.microsoft",
      inputs: ["q", "k", "v", "past_key", "past_value", "seqlens", "total_32"],
      outputs: ["attended", "now_key", "now_value"],
      attributes: { num_heads: heads, kv_num_heads: heads },
    },
  ];
}

function plainAttention(): readonly NodeSpec[] {
  const split = (part: string) => [
    node("Reshape", [part, "split"], `${part}_split`),
    node("Transpose", [`${part}_split`], `${part}_heads`, { perm: [0, 2, 1, 3] }),
  ];
  return [
    ...["q", "k", "v"].flatMap(split),
    node("Concat", ["past_key", "k_heads"], "now_key", { axis: 2 }),
    node("Concat", ["past_value", "v_heads"], "now_value", { axis: 2 }),
    node("Range", ["index_0", "total", "index_1"], "all_places"),
    node("Unsqueeze", ["counted_places", "two"], "asking"),
    node("LessOrEqual", ["all_places", "asking"], "is_seen"),
    node("Where", ["is_seen", "nothing", "much"], "unseen"),
    node("Transpose", ["now_key"], "turned", { perm: [0, 1, 3, 2] }),
    node("MatMul", ["q_heads", "turned"], "products"),
    node("Mul", ["products", "scale"], "scaled"),
    node("Add", ["scaled", "unseen"], "masked"),
    node("Softmax", ["masked"], "shares", { axis: 3 }),
    node("MatMul", ["shares", "now_value"], "mixed"),
    node("Transpose", ["mixed"], "mixed_turned", { perm: [0, 2, 1, 3] }),
    node("Reshape", ["mixed_turned", "joined"], "attended"),
  ];
}

const integers = (name: string, dims: readonly number[], ...values: readonly number[]): NamedTensor => ({
  name,
  type: "int64",
  dims,
  data: BigInt64Array.from(values, BigInt),
});
const float = (name: string, value: number): NamedTensor => ({
  name,
  type: "float32",
  dims: [],
  data: Float32Array.of(value),
});

const CONSTANTS: readonly NamedTensor[] = [
  integers("index_0", [], 0),
  integers("index_1", [], 1),
  integers("zero", [1], 0),
  integers("one", [1], 1),
  integers("two", [1], 2),
  integers("end", [1], 2 ** 40),
  integers("split", [4], 0, 0, heads, headSize),
  integers("joined", [3], 0, 0, hidden),
  float("nothing", 0),
  float("much", -1e9),
  float("scale", headSize ** -0.5),
];

/** Weights from a fixed sequence, so that each form has the same ones. */
function makeWeights(files: readonly string[]): readonly NamedTensor[] {
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
  const shapes = {
    w_token: [vocabulary, hidden],
    w_place: [places, hidden],
    w_q: [hidden, hidden],
    w_k: [hidden, hidden],
    w_v: [hidden, hidden],
    w_out: [hidden, vocabulary],
  };
  return Object.entries(shapes).map(([name, dims], index) => ({
    name,
    type: "float32",
    dims,
    data: Float32Array.from({ length: (dims[0] ?? 0) * (dims[1] ?? 0) }, () => next() * 2),
    file: name === "w_token" || name === "w_out" ? files[index % Math.max(1, files.length)] : undefined,
  }));
}
