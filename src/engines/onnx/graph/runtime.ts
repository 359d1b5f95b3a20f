/** ONNX Runtime as the loop uses it: our calls of its library in Node, and its own package in pages. */
export interface Runtime {
  readonly Tensor: new (type: ElementType, data: TensorData, dims: readonly number[]) => Tensor;
  /** Whether each step copies all tensors into the library's memory and out of it: then nothing is won by writing in place. */
  readonly copiesTensors?: boolean | undefined;
}

export type ElementType = "float32" | "float16" | "int64";
export type TensorData = Float32Array | Float16Array | BigInt64Array;

/** Numbers that go into a graph, or came out of it. */
export interface Tensor {
  readonly type: string;
  readonly dims: readonly number[];
  /** Place of its numbers; absent or `cpu`: they can be read. */
  readonly location?: string | undefined;
  readonly data: ArrayLike<unknown>;
  /** Gives the memory back that the runtime made for it; neither it nor its data is to be read afterwards. */
  dispose(): void;
}

export type Tensors = Readonly<Record<string, Tensor>>;

/** The outputs that are wanted, and the tensors to write them into; null: the runtime makes one. */
export type Fetches = Readonly<Record<string, Tensor | null>>;

/** An input or an output of a graph; a length that is not fixed has a name instead. */
export type ValueInfo =
  | { readonly name: string; readonly isTensor: false }
  | {
      readonly name: string;
      readonly isTensor: true;
      readonly type: string;
      readonly shape: readonly (number | string)[];
    };

/** A graph that is loaded. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly inputMetadata: readonly ValueInfo[];
  readonly outputNames: readonly string[];
  readonly outputMetadata: readonly ValueInfo[];
  /** Computes the outputs that are named: into the tensors that are given, else into new ones. */
  run(feeds: Tensors, fetches: Fetches, options?: RunOptions): Promise<Tensors>;
  release(): Promise<void>;
}

export interface RunOptions {
  /** 4 says nothing of a computation that fails. */
  readonly logSeverityLevel?: 4;
}
