import koffi, { type LibraryHandle } from "koffi";

/** Calls need far more room than plain C: reading a model and splitting text go deep. */
const STACK_BYTES = 8 * 2 ** 20;

let isConfigured = false;

/** Loads a library of the system, or with its path one that an engine brings. The handle is to be kept as long as it is used. */
export function loadLibrary(file: string | null): LibraryHandle {
  // It can be set before the first library only, and there may be two in one process.
  if (!isConfigured) koffi.config({ sync_stack_size: STACK_BYTES, async_stack_size: STACK_BYTES });
  isConfigured = true;
  return koffi.load(file);
}
