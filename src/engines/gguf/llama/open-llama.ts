import { AssayError } from "../../../core/errors.ts";
import { endSentence } from "../../../lib/end-sentence.ts";
import { loadLibrary } from "../../native/load-library.ts";
import { bindFunctions, type NativeFunctions } from "./bind-functions.ts";
import { findLibrary, type LlamaBuild } from "./find-builds.ts";
import { createNativeLog, type NativeLog } from "./native-log.ts";
import { type Pointer, requireKnownLayouts } from "./structs.ts";

/** llama.cpp, loaded into this process. */
export interface Llama {
  readonly build: LlamaBuild;
  /** As the library names it. */
  readonly release: string;
  readonly native: NativeFunctions;
  readonly log: NativeLog;
  /** Devices that it can compute on, as it reports them. */
  listDevices(): readonly LlamaDevice[];
}

export interface LlamaDevice {
  readonly type: "cpu" | "gpu";
  readonly pointer: Pointer;
  readonly name: string;
  /** Memory of its own that is free now; for a processor, the system's. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

let opened: Llama | undefined;

/**
 * Loads a build once per process; the builds share the names of their libraries, so a second one cannot join it.
 *
 * @throws AssayError `engine-missing` when it does not load here, `device-absent` when another one is loaded
 */
export function openLlama(build: LlamaBuild): Llama {
  if (opened === undefined) opened = open(build);
  if (opened.build.folder === build.folder) return opened;
  throw new AssayError({
    code: "device-absent",
    message: `This process uses the ${opened.build.kind} build of llama.cpp and cannot use the ${build.kind} build too.`,
    hint: "Run each model in a process of its own, as the service does.",
  });
}

function open(build: LlamaBuild): Llama {
  try {
    // Each one's name is then known to the next, which asks for it without saying where it lies.
    const [base, ggml, llama] = (["ggml-base", "ggml", "llama"] as const).map((name) => {
      const file = findLibrary(build.folder, name);
      if (file === undefined) throw new Error(`${name} is not in ${build.folder}`);
      return loadLibrary(file);
    });
    if (base === undefined || ggml === undefined || llama === undefined) throw new Error("a part is missing");
    requireKnownLayouts(llama);
    const native = bindFunctions({ base, ggml, llama });
    const log = createNativeLog(native);
    const [, lines] = log.record(() => {
      for (const folder of [build.folder, ...build.moreFolders]) native.loadBackends(folder);
    });
    if (native.deviceCount() === 0) throw new Error(lines.find((line) => /fail/.test(line)) ?? "no backend fits");
    return { build, release: native.release(), native, log, listDevices: () => listDevices(native) };
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError({
      code: "engine-missing",
      message: endSentence(
        `The ${build.kind} build of llama.cpp does not load on ${process.platform}-${process.arch}: ${reason}`,
      ),
      hint: "`assay doctor` prints the command that installs the build for this system.",
      cause,
    });
  }
}

const deviceTypes: Readonly<Record<number, LlamaDevice["type"]>> = { 0: "cpu", 1: "gpu", 2: "gpu" };

function listDevices(native: NativeFunctions): readonly LlamaDevice[] {
  return Array.from({ length: Number(native.deviceCount()) }, (_, index) => native.device(index)).flatMap((pointer) => {
    const type = deviceTypes[native.deviceType(pointer)];
    if (type === undefined) return [];
    const free = [0];
    const total = [0];
    native.deviceMemory(pointer, free, total);
    const name = native.deviceDescription(pointer);
    return [{ type, pointer, name, freeBytes: Number(free[0]), totalBytes: Number(total[0]) }];
  });
}
