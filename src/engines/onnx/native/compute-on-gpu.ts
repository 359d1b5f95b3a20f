import koffi from "koffi";
import type { Fetches, Tensors } from "../graph/runtime.ts";
import type { Pointer } from "./bind-functions.ts";
import type { NativeLibrary } from "./native-tensor.ts";

/** Memory of the library's own provider for WebGPU, by the name that it has there. */
const GPU_MEMORY = "WebGPU_Buf";

/** Computes on a graphics card. Keys and values stay there: from step to step only tokens and scores are moved. */
export function computeOnGpu(
  { native, values }: NativeLibrary,
  session: Pointer,
  staysOnGpu: (output: string) => boolean,
): (feeds: Tensors, fetches: Fetches) => Tensors {
  const here = native.createMemoryInfo(0, 0);
  const there = native.createDeviceMemoryInfo(GPU_MEMORY, 0, 0, 0);

  function takeOutputs(binding: Pointer, count: number): readonly Pointer[] {
    const allocator = native.defaultAllocator();
    const [array, length] = [new BigUint64Array(1), new BigUint64Array(1)];
    native.boundOutputs(binding, allocator, array, length);
    const [address = 0n] = array;
    const pointers = koffi.decode(address, "void *", count) as readonly Pointer[];
    native.freeByAllocator(allocator, address);
    return pointers;
  }

  return (feeds, fetches) => {
    const binding = native.createBinding(session);
    try {
      for (const [name, tensor] of Object.entries(feeds)) native.bindInput(binding, name, values.of(tensor));
      const wanted = Object.keys(fetches);
      for (const name of wanted) native.bindOutput(binding, name, staysOnGpu(name) ? there : here);
      native.runBound(session, null, binding);
      const outputs = takeOutputs(binding, wanted.length);
      const given = wanted.map((name, index) => [
        name,
        values.adopt(outputs[index] ?? 0n, staysOnGpu(name) ? "gpu-buffer" : "cpu"),
      ]);
      return Object.fromEntries(given);
    } finally {
      native.freeBinding(binding);
    }
  };
}
