import koffi, { type LibraryHandle, type TypeObject } from "koffi";

/** Address of something that the library owns. */
export type Pointer = bigint;

export type NativeFunctions = ReturnType<typeof bindFunctions>;

type Type = string | TypeObject;

/** Version of the table whose entries are used here; newer libraries keep all older ones. */
const TABLE_VERSION = 17;
/** More than the last entry that is used. */
const TABLE_LENGTH = 217;

/**
 * Declares every function that we call, once. The numbers are places in the table `OrtApi` of `onnxruntime_c_api.h`,
 * which only ever grows at its end.
 *
 * @throws Error when the library is no ONNX Runtime, or too old
 */
export function bindFunctions(library: LibraryHandle) {
  const bind = createBinder(readTable(library));
  // The library would be closed when nobody held it any more, though its functions are still called.
  return { library, ...bindSettings(bind), ...bindSession(bind), ...bindBindings(bind), ...bindValues(bind) };
}

function bindSettings({ does, gives, frees }: Binder) {
  return {
    createEnvironment: gives<[severity: number, name: string]>(3, ["int", "str"]),
    createSettings: gives<[]>(10, []),
    setSeverity: does<[settings: Pointer, severity: number]>(22, ["void *", "int"]),
    setThreads: does<[settings: Pointer, threads: number]>(24, ["void *", "int"]),
    setConfig: does<[settings: Pointer, key: string, value: string]>(130, ["void *", "str", "str"]),
    /** Adds what computes beside the processor; it takes no settings of its own here. */
    addProvider: does<[settings: Pointer, name: string, keys: null, values: null, count: 0]>(216, [
      "void *",
      "str",
      "void *",
      "void *",
      "size_t",
    ]),
    freeSettings: frees(100),
  };
}

function bindSession({ does, gives, frees }: Binder) {
  return {
    // Windows wants the letters of a path in two bytes each.
    createSession: gives<[environment: Pointer, path: string, settings: Pointer]>(7, [
      "void *",
      process.platform === "win32" ? "str16" : "str",
      "void *",
    ]),
    createSessionOfBytes: gives<[environment: Pointer, bytes: Uint8Array, length: number, settings: Pointer]>(8, [
      "void *",
      "void *",
      "size_t",
      "void *",
    ]),
    countInputs: gives<[session: Pointer], number | bigint>(30, ["void *"], "size_t"),
    countOutputs: gives<[session: Pointer], number | bigint>(31, ["void *"], "size_t"),
    inputType: gives<[session: Pointer, index: number]>(33, ["void *", "size_t"]),
    outputType: gives<[session: Pointer, index: number]>(34, ["void *", "size_t"]),
    inputName: gives<[session: Pointer, index: number, allocator: Pointer]>(36, ["void *", "size_t", "void *"]),
    outputName: gives<[session: Pointer, index: number, allocator: Pointer]>(37, ["void *", "size_t", "void *"]),
    run: does<
      [
        session: Pointer,
        options: null,
        inputNames: BigUint64Array,
        inputs: BigUint64Array,
        inputCount: number,
        outputNames: BigUint64Array,
        outputCount: number,
        outputs: BigUint64Array,
      ]
    >(9, ["void *", "void *", "void *", "void *", "size_t", "void *", "size_t", "void *"]),
    freeSession: frees(95),
  };
}

/** For computations whose results stay where they are made. */
function bindBindings({ does, gives, frees }: Binder) {
  return {
    createBinding: gives<[session: Pointer]>(134, ["void *"]),
    bindInput: does<[binding: Pointer, name: string, value: Pointer]>(136, ["void *", "str", "void *"]),
    bindOutput: does<[binding: Pointer, name: string, memory: Pointer]>(138, ["void *", "str", "void *"]),
    runBound: does<[session: Pointer, options: null, binding: Pointer]>(133, ["void *", "void *", "void *"]),
    /** Gives an array of values; the array is the allocator's, the values are the caller's. */
    boundOutputs: does<[binding: Pointer, allocator: Pointer, values: BigUint64Array, count: BigUint64Array]>(140, [
      "void *",
      "void *",
      "void *",
      "void *",
    ]),
    freeBinding: frees(135),
  };
}

function bindValues({ does, gives, frees }: Binder) {
  return {
    /** The memory of the processor. */
    createMemoryInfo: gives<[allocator: number, type: number]>(69, ["int", "int"]),
    createDeviceMemoryInfo: gives<[name: string, allocator: number, id: number, type: number]>(68, [
      "str",
      "int",
      "int",
      "int",
    ]),
    createTensor: gives<
      [memory: Pointer, data: ArrayBufferView, bytes: number, dims: BigInt64Array, rank: number, type: number]
    >(49, ["void *", "void *", "size_t", "void *", "size_t", "int"]),
    tensorData: gives<[value: Pointer]>(51, ["void *"]),
    /** Type and shape of an input or an output; owned by what it is asked of, null where it is no tensor. */
    tensorInfoOf: gives<[type: Pointer], Pointer | null>(55, ["void *"]),
    elementType: gives<[info: Pointer], number>(60, ["void *"], "int"),
    rank: gives<[info: Pointer], number | bigint>(61, ["void *"], "size_t"),
    dims: does<[info: Pointer, dims: BigInt64Array, rank: number]>(62, ["void *", "void *", "size_t"]),
    dimNames: does<[info: Pointer, names: BigUint64Array, rank: number]>(63, ["void *", "void *", "size_t"]),
    /** Type and shape of a value, to be freed. */
    tensorInfo: gives<[value: Pointer]>(65, ["void *"]),
    defaultAllocator: gives<[]>(78, []),
    freeByAllocator: does<[allocator: Pointer, pointer: Pointer]>(76, ["void *", "void *"]),
    freeValue: frees(96),
    freeType: frees(98),
    freeTensorInfo: frees(99),
  };
}

type Binder = ReturnType<typeof createBinder>;

/** Binds functions by their places; each tells by a status whether it could do what was asked. */
function createBinder(table: readonly Pointer[]) {
  const at = <F>(place: number, result: Type, parameters: readonly Type[]) =>
    koffi.decode(table[place] ?? 0n, koffi.proto(`Ort${place}`, result, [...parameters])) as F;
  const message = at<(status: Pointer) => string>(2, "str", ["void *"]);
  const freeStatus = at<(status: Pointer) => void>(93, "void", ["void *"]);

  function check(status: Pointer | null): void {
    if (status === null) return;
    const error = new Error(message(status));
    freeStatus(status);
    throw error;
  }

  return {
    /** A function that does something. */
    does<A extends readonly unknown[]>(place: number, parameters: readonly Type[]) {
      const call = at<(...values: A) => Pointer | null>(place, "void *", parameters);
      return (...values: A): void => check(call(...values));
    },
    /** A function that hands something out through its last parameter. */
    gives<A extends readonly unknown[], R = Pointer>(
      place: number,
      parameters: readonly Type[],
      result: Type = "void *",
    ) {
      const out = koffi.out(koffi.pointer(result)) as unknown as Type;
      const call = at<(...values: readonly unknown[]) => Pointer | null>(place, "void *", [...parameters, out]);
      return (...values: A): R => {
        const given: unknown[] = [null];
        check(call(...values, given));
        return given[0] as R;
      };
    },
    frees: (place: number) => at<(pointer: Pointer) => void>(place, "void", ["void *"]),
  };
}

function readTable(library: LibraryHandle): readonly Pointer[] {
  const base = (library.func("OrtGetApiBase", "void *", []) as unknown as () => Pointer)();
  const [getTable] = koffi.decode(base, "void *", 1) as readonly Pointer[];
  const get = koffi.decode(getTable ?? 0n, koffi.proto("OrtGetApi", "void *", ["uint32"])) as (
    version: number,
  ) => Pointer | null;
  const table = get(TABLE_VERSION);
  if (table === null) throw new Error("it is too old");
  return koffi.decode(table, "void *", TABLE_LENGTH) as readonly Pointer[];
}
