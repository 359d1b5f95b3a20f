import type { LibraryHandle } from "koffi";
import { loadLibrary } from "../../native/load-library.ts";
import type { Pointer } from "./structs.ts";

/**
 * Finds the address of a plain C function of the system, to be called by the library itself, on its own threads, where
 * a function of ours would cost a hop to this thread for each call.
 */
export function findSystemFunction(name: "labs" | "strlen"): Pointer | undefined {
  try {
    return systemLibrary().symbol(name) as Pointer;
  } catch {
    return undefined;
  }
}

function systemLibrary(): LibraryHandle {
  return loadLibrary(process.platform === "win32" ? "ucrtbase.dll" : null);
}
