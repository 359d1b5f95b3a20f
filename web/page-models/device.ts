import { AssayError } from "../../src/core/errors.ts";
import { hasStorage, readStorageRoom, type StorageRoom } from "./model-storage.ts";
import type { PageDevice, PageModel } from "./page-model.ts";

/** What this browser lets a page compute with. */
export interface BrowserDevice {
  /** Such as `Chromium 156`. */
  readonly browser: string;
  /** Whether the page came by https or from this machine; else there is no graphics card, no storage and one thread. */
  readonly isSecure: boolean;
  /** Whether threads may share memory. */
  readonly isIsolated: boolean;
  /** Threads that the processor offers. */
  readonly threads: number;
  /** As the browser tells it, 8 at most; absent where it does not. */
  readonly memoryGigabytes?: number | undefined;
  readonly gpu: GpuProbe;
  /** Absent where this page has none. */
  readonly storage?: StorageRoom | undefined;
  /** What to do about what is missing, in sentences. */
  readonly advice: readonly string[];
}

export type GpuProbe =
  | {
      readonly isAvailable: true;
      /** Such as `google swiftshader`. */
      readonly name: string;
      /** The processor in the part of a graphics card: right, and slow. */
      readonly isSoftware: boolean;
      /** Whether it computes with numbers of 16 bits (`shader-f16`). */
      readonly hasHalfPrecision: boolean;
      readonly maxBufferBytes: number;
      readonly maxBindingBytes: number;
    }
  | { readonly isAvailable: false; readonly because: string };

/** Asks the browser what it can do. Loads nothing. */
export async function readBrowserDevice(): Promise<BrowserDevice> {
  const gpu = await probeGpu();
  const storage = hasStorage() ? await readStorageRoom() : undefined;
  const device = {
    browser: browserName(),
    isSecure: globalThis.isSecureContext,
    isIsolated: globalThis.crossOriginIsolated,
    threads: navigator.hardwareConcurrency,
    memoryGigabytes: "deviceMemory" in navigator ? Number(navigator.deviceMemory) : undefined,
    gpu,
    storage,
  };
  return { ...device, advice: advise(device) };
}

/** Checks that a device is there for a format, and tells its name. @throws AssayError `device-absent` */
export async function requireDevice(device: PageDevice, format: PageModel["format"]): Promise<string> {
  if (device.type === "wasm") return `${browserName()}, WebAssembly`;
  const gpu = await probeGpu();
  if (gpu.isAvailable && runsOnGpu(gpu, format)) return `${browserName()}, ${gpu.name}`;
  throw new AssayError({
    code: "device-absent",
    message: gpu.isAvailable
      ? "GGUF files want a graphics card that computes with numbers of 16 bits (shader-f16), and this one does not."
      : `This page cannot use a graphics card: ${gpu.because}.`,
    hint: "Run the model on the processor, or allow WebGPU in the browser's settings.",
  });
}

/** llama.cpp passes by a graphics card without numbers of 16 bits, and computes on the processor without a word. */
export function runsOnGpu(gpu: GpuProbe, format: PageModel["format"]): boolean {
  return gpu.isAvailable && (format === "onnx" || gpu.hasHalfPrecision);
}

/** Name and version of the browser, as it calls itself to others: the first of these that it names. */
const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Edg\/(\d+)/, "Edge"],
  [/OPR\/(\d+)/, "Opera"],
  [/HeadlessChrome\/(\d+)/, "Chromium"],
  [/Chrome\/(\d+)/, "Chrome"],
  [/Firefox\/(\d+)/, "Firefox"],
  [/Version\/(\d+).*Safari/, "Safari"],
];

export function browserName(): string {
  for (const [pattern, name] of BROWSERS) {
    const [, version] = pattern.exec(navigator.userAgent) ?? [];
    if (version !== undefined) return `${name} ${version}`;
  }
  return "a browser";
}

async function probeGpu(): Promise<GpuProbe> {
  if (!globalThis.isSecureContext) return { isAvailable: false, because: "the page did not come by https" };
  if (navigator.gpu === undefined) return { isAvailable: false, because: "this browser has no WebGPU" };
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (adapter === null) return { isAvailable: false, because: "the browser found no graphics card that it may use" };
  const { vendor, architecture, description } = adapter.info;
  return {
    isAvailable: true,
    name: [vendor, architecture || description].filter((part) => part !== "").join(" ") || "graphics card",
    isSoftware: adapter.info.isFallbackAdapter || architecture === "swiftshader",
    hasHalfPrecision: adapter.features.has("shader-f16"),
    maxBufferBytes: adapter.limits.maxBufferSize,
    maxBindingBytes: adapter.limits.maxStorageBufferBindingSize,
  };
}

function advise({ isSecure, isIsolated, gpu, storage }: Omit<BrowserDevice, "advice">): readonly string[] {
  const advice: string[] = [];
  if (!isSecure)
    advice.push("Open the page on the service's own machine, or by https: over plain http a browser offers less.");
  if (isSecure && !gpu.isAvailable)
    advice.push(
      `Models run on the processor, as ${gpu.because}. On Linux, Chrome wants --enable-unsafe-webgpu; in Firefox, dom.webgpu.enabled.`,
    );
  if (gpu.isAvailable && gpu.isSoftware)
    advice.push("The graphics card is one of software, which is slower than the processor itself.");
  if (isSecure && !isIsolated) advice.push("Models run on one thread: something between has taken headers away.");
  if (storage === undefined) advice.push("Models are downloaded again each time, as the page has no storage.");
  else if (!storage.isPersistent) advice.push("The browser may delete stored models when the disk gets full.");
  return advice;
}
