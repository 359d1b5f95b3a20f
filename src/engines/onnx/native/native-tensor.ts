import koffi from "koffi";
import type { ElementType, Tensor, TensorData } from "../graph/runtime.ts";
import type { NativeFunctions, Pointer } from "./bind-functions.ts";
import { ELEMENTS, elementByNumber } from "./elements.ts";

/** A tensor over memory of ours, or over memory of the library. */
export class NativeTensor implements Tensor {
  readonly type: ElementType;
  readonly data: TensorData;
  readonly dims: readonly number[];
  readonly location: TensorLocation;
  readonly #free: () => void;

  constructor(type: ElementType, data: TensorData, dims: readonly number[], owner?: TensorOwner) {
    this.type = type;
    this.data = data;
    this.dims = dims;
    this.location = owner?.location ?? "cpu";
    this.#free = owner?.free ?? (() => {});
  }

  dispose(): void {
    this.#free();
  }
}

/** Place of a tensor's numbers: what lies on a graphics card cannot be read. */
export type TensorLocation = "cpu" | "gpu-buffer";

/** The library, which made a tensor. */
interface TensorOwner {
  readonly location: TensorLocation;
  readonly free: () => void;
}

/** The library's view of tensors. */
export interface NativeValues {
  /** The value that stands for a tensor; it is made once and goes with the tensor. */
  of(tensor: Tensor): Pointer;
  /** Makes a tensor of a value that the library handed out. */
  adopt(value: Pointer, location?: TensorLocation): Tensor;
}

/** The library, open in this process. */
export interface NativeLibrary {
  readonly native: NativeFunctions;
  readonly values: NativeValues;
}

/** An address for tensors without numbers. */
const NOTHING = new Uint8Array(8);

export function createNativeValues(native: NativeFunctions): NativeValues {
  // An arena is the library's own matter; these values lie in memory that it did not make.
  const memory = native.createMemoryInfo(0, 0);
  const known = new WeakMap<Tensor, Pointer>();
  const gone = new FinalizationRegistry<Pointer>(native.freeValue);

  function create({ type, data, dims }: NativeTensor): Pointer {
    const view = data.length === 0 ? NOTHING : data;
    const sizes = BigInt64Array.from(dims, BigInt);
    return native.createTensor(memory, view, data.byteLength, sizes, dims.length, ELEMENTS[type].number);
  }

  return {
    of(tensor) {
      let value = known.get(tensor);
      if (value === undefined) {
        if (!(tensor instanceof NativeTensor)) throw new Error("the tensor was not made here");
        value = create(tensor);
        known.set(tensor, value);
        gone.register(tensor, value);
      }
      return value;
    },
    adopt(value, location = "cpu") {
      const { type, dims } = readShape(native, value);
      const count = dims.reduce((product, size) => product * size, 1);
      const { Data } = ELEMENTS[type];
      const isReadable = location === "cpu" && count > 0;
      const bytes = isReadable
        ? koffi.view(native.tensorData(value), count * Data.BYTES_PER_ELEMENT)
        : new ArrayBuffer(0);
      // Whoever still reads the numbers holds these bytes, not the tensor.
      gone.register(bytes, value, bytes);
      const free = () => {
        if (!gone.unregister(bytes)) return;
        known.delete(tensor);
        native.freeValue(value);
      };
      const tensor = new NativeTensor(type, new Data(bytes), dims, { location, free });
      known.set(tensor, value);
      return tensor;
    },
  };
}

function readShape(native: NativeFunctions, value: Pointer): { type: ElementType; dims: readonly number[] } {
  const info = native.tensorInfo(value);
  const rank = Number(native.rank(info));
  const sizes = new BigInt64Array(rank);
  native.dims(info, sizes, rank);
  const number = native.elementType(info);
  native.freeTensorInfo(info);
  const type = elementByNumber(number);
  if (type === undefined) throw new Error(`numbers of the type ${number} cannot be read`);
  return { type, dims: Array.from(sizes, Number) };
}
