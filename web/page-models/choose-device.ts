import { type AssayError, toAssayError } from "../../src/core/errors.ts";
import type { Warning } from "../../src/core/warning.ts";
import { type BrowserDevice, browserName, readBrowserDevice, runsOnGpu } from "./device.ts";
import { type OpenPageModelOptions, openPageModel, type PageLoadedModel } from "./open-page-model.ts";
import type { PageDevice, PageModel } from "./page-model.ts";

/** Where what was measured is remembered. */
const MEMORY = "assay-page-devices";

export interface OpenedOnBest {
  readonly loaded: PageLoadedModel;
  readonly device: PageDevice;
  /** From the service, over all devices that were tried. */
  readonly downloadedBytes: number;
  /** Devices that were tried and failed, with what they said. */
  readonly warnings: readonly Warning[];
}

/**
 * Opens a model on the device that is fastest for it: WebGPU is asked first, and the processor must beat it in a short
 * answer, as it does with small models. The choice is remembered for this model and browser.
 *
 * @throws AssayError of the last device when none can run the model
 */
export async function openOnBestDevice(
  model: PageModel,
  options: Omit<OpenPageModelOptions, "device" | "measure">,
): Promise<OpenedOnBest> {
  const key = `${model.digest} ${browserName()}`;
  const candidates = listCandidates(await readBrowserDevice(), model.format);
  const remembered = candidates.find((device) => deviceName(device) === readMemory()[key]);
  const order = remembered === undefined ? candidates : [remembered, ...candidates.filter((one) => one !== remembered)];
  const opened = await openFastest(model, options, { order, isKnown: remembered !== undefined });
  remember(key, deviceName(opened.device));
  return opened;
}

interface Candidates {
  readonly order: readonly PageDevice[];
  /** Whether the first one that can run the model is known to be the fastest. */
  readonly isKnown: boolean;
}

async function openFastest(
  model: PageModel,
  options: Omit<OpenPageModelOptions, "device" | "measure">,
  { order, isKnown }: Candidates,
): Promise<OpenedOnBest> {
  const warnings: Warning[] = [];
  const measured: { readonly device: PageDevice; readonly msPerToken: number }[] = [];
  let open: { readonly loaded: PageLoadedModel; readonly device: PageDevice } | undefined;
  let failure: AssayError | undefined;
  let downloadedBytes = 0;
  for (const device of order)
    try {
      // One at a time: two might not fit the memory.
      await open?.loaded[Symbol.asyncDispose]();
      open = undefined;
      const loaded = await openPageModel(model, { ...options, device, measure: !isKnown });
      open = { loaded, device };
      downloadedBytes += loaded.figures.downloadedBytes;
      if (isKnown || order.length === 1) return { ...open, downloadedBytes, warnings };
      measured.push({ device, msPerToken: loaded.figures.msPerToken ?? Number.POSITIVE_INFINITY });
    } catch (error) {
      failure = toAssayError(error);
      if (!isOfDevice(failure)) throw failure;
      warnings.push({ code: "notice", message: `${deviceName(device)}: ${failure.message}` });
    }
  const [best] = measured.toSorted((a, b) => a.msPerToken - b.msPerToken);
  if (best === undefined) throw failure;
  if (open?.device === best.device) return { ...open, downloadedBytes, warnings };
  await open?.loaded[Symbol.asyncDispose]();
  const loaded = await openPageModel(model, { ...options, device: best.device });
  return { loaded, device: best.device, downloadedBytes, warnings };
}

/** Whether another device may do what this one could not. */
function isOfDevice({ code }: AssayError): boolean {
  return !["aborted", "storage-failed", "download-failed", "model-missing", "invalid-input"].includes(code);
}

/** Devices that are worth a try here, the likeliest first. */
function listCandidates(
  { gpu, isIsolated, threads }: BrowserDevice,
  format: PageModel["format"],
): readonly PageDevice[] {
  // Half of the threads are as many as there are cores; on two, other programs may need one of them.
  const counts = isIsolated ? [Math.max(2, Math.ceil(threads / 2)), ...(threads <= 2 ? [1] : [])] : [1];
  return [
    ...(gpu.isAvailable && !gpu.isSoftware && runsOnGpu(gpu, format) ? [{ type: "webgpu" } as const] : []),
    ...counts.filter((count) => count <= threads).map((count) => ({ type: "wasm", threads: count }) as const),
  ];
}

/** The name of a device for people, such as `WebGPU` or `WebAssembly, 4 threads`. */
export function deviceName(device: PageDevice): string {
  if (device.type === "webgpu") return "WebGPU";
  return `WebAssembly, ${device.threads} thread${device.threads === 1 ? "" : "s"}`;
}

function readMemory(): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? "{}") as Record<string, unknown>;
  } catch {
    // Another version's, or a page without storage: it is measured anew.
    return {};
  }
}

function remember(key: string, name: string): void {
  try {
    localStorage.setItem(MEMORY, JSON.stringify({ ...readMemory(), [key]: name }));
  } catch {
    // A browser that stores nothing measures each time.
  }
}
