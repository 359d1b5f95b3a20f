import koffi from "koffi";
import type { Pointer } from "./structs.ts";
import { findSystemFunction } from "./system-functions.ts";

/** Tells the library, while it computes, to stop. */
export interface AbortFlag {
  /** Called by the library before each of the thousands of parts of a step; it stops on anything but 0. */
  readonly callback: Pointer;
  readonly data: Pointer;
  raise(): void;
  lower(): void;
}

/**
 * Creates a flag in memory that both sides see; undefined where the system's library is not found.
 *
 * The library asks a function whether to stop. The system's `strlen` is one: of an empty text it says 0, of a text of one
 * character 1; so raising the flag is writing one byte.
 */
export function createAbortFlag(): AbortFlag | undefined {
  const callback = findSystemFunction("strlen");
  if (callback === undefined) return undefined;
  const data = koffi.alloc("uint8", 2) as Pointer;
  const bytes = new Uint8Array(koffi.view(data, 2));
  bytes.fill(0);
  return {
    callback,
    data,
    raise: () => void bytes.fill(1, 0, 1),
    lower: () => void bytes.fill(0, 0, 1),
  };
}
