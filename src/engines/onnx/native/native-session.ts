import { setImmediate } from "node:timers/promises";
import koffi from "koffi";
import type { Fetches, Session, Tensors, ValueInfo } from "../graph/runtime.ts";
import type { NativeFunctions, Pointer } from "./bind-functions.ts";
import { computeOnGpu } from "./compute-on-gpu.ts";
import { elementName } from "./elements.ts";
import type { NativeLibrary } from "./native-tensor.ts";

/**
 * Makes a session of what the library loaded. While it computes, nothing else happens in this thread.
 *
 * @param staysOnGpu which outputs stay on the graphics card, where one computes
 */
export function createNativeSession(
  library: NativeLibrary,
  session: Pointer,
  staysOnGpu?: (output: string) => boolean,
): Session {
  const { native } = library;
  const inputMetadata = listValues(native, session, "input");
  const outputMetadata = listValues(native, session, "output");
  const infos = [...inputMetadata, ...outputMetadata];
  const compute =
    staysOnGpu === undefined ? computeHere(library, session, infos) : computeOnGpu(library, session, staysOnGpu);
  let isOpen = true;
  return {
    inputNames: inputMetadata.map(({ name }) => name),
    inputMetadata,
    outputNames: outputMetadata.map(({ name }) => name),
    outputMetadata,
    async run(feeds, fetches) {
      // Others are heard between two computations.
      await setImmediate();
      // Using what is freed would end the process.
      if (!isOpen) throw new Error("the session was released");
      return compute(feeds, fetches);
    },
    async release() {
      if (isOpen) native.freeSession(session);
      isOpen = false;
    },
  };
}

/** Computes with the processor, into tensors of ours where they are given. */
function computeHere({ native, values }: NativeLibrary, session: Pointer, infos: readonly ValueInfo[]) {
  const names = createNames(infos);
  return (feeds: Tensors, fetches: Fetches): Tensors => {
    const wanted = Object.entries(fetches);
    const inputs = BigUint64Array.from(Object.values(feeds), values.of);
    const outputs = BigUint64Array.from(wanted, ([, tensor]) => (tensor === null ? 0n : values.of(tensor)));
    const inputNames = names.list(Object.keys(feeds));
    const outputNames = names.list(wanted.map(([name]) => name));
    native.run(session, null, inputNames, inputs, inputs.length, outputNames, outputs.length, outputs);
    const given = wanted.map(([name, tensor], index) => [name, tensor ?? values.adopt(outputs[index] ?? 0n)]);
    return Object.fromEntries(given);
  };
}

/** Keeps names where the library can read them. */
function createNames(infos: readonly ValueInfo[]) {
  const texts = new Map(infos.map(({ name }) => [name, Buffer.from(`${name}\0`)]));
  const addresses = new Map([...texts].map(([name, text]) => [name, BigInt(koffi.address(text))]));
  return {
    texts,
    list: (names: readonly string[]) =>
      BigUint64Array.from(names, (name) => {
        const address = addresses.get(name);
        if (address === undefined) throw new Error(`the graph has no ${name}`);
        return address;
      }),
  };
}

function listValues(native: NativeFunctions, session: Pointer, side: "input" | "output"): readonly ValueInfo[] {
  const [count, nameOf, typeOf] =
    side === "input"
      ? [native.countInputs, native.inputName, native.inputType]
      : [native.countOutputs, native.outputName, native.outputType];
  const allocator = native.defaultAllocator();
  return Array.from({ length: Number(count(session)) }, (_, index) => {
    const text = nameOf(session, index, allocator);
    const name = koffi.decode(text, "char", -1) as string;
    native.freeByAllocator(allocator, text);
    const type = typeOf(session, index);
    const info = readType(native, native.tensorInfoOf(type), name);
    native.freeType(type);
    return info;
  });
}

function readType(native: NativeFunctions, info: Pointer | null, name: string): ValueInfo {
  if (info === null) return { name, isTensor: false };
  const rank = Number(native.rank(info));
  const sizes = new BigInt64Array(rank);
  const symbols = new BigUint64Array(rank);
  native.dims(info, sizes, rank);
  native.dimNames(info, symbols, rank);
  const shape = Array.from(sizes, (size, place) =>
    size >= 0n ? Number(size) : (koffi.decode(symbols[place] ?? 0n, "char", -1) as string),
  );
  return { name, isTensor: true, type: elementName(native.elementType(info)), shape };
}
