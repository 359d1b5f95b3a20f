import type { AssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { readOwnMemory } from "../../system/read-process-memory.ts";
import { enforceMemoryLimit } from "../hosted/enforce-memory-limit.ts";
import type { KeptServer } from "./keep-server.ts";

/** Watches the memory of a server while it works: an idle one takes no more. */
export interface MemoryWatch {
  /** Watches until this is disposed. */
  begin(): Disposable;
  /** Tells why the server was ended; absent when not for its memory. */
  readonly broken: () => AssayError | undefined;
}

const POLL_MS = 100;

/** Ends a server once it takes more than its limit; absent: it has none. */
export function watchMemory(
  server: Pick<KeptServer, "pid" | "stop">,
  limitBytes: number | undefined,
  clock: Clock,
): MemoryWatch {
  let active = 0;
  let watching = new AbortController();
  let broken: AssayError | undefined;
  return {
    broken: () => broken,
    begin() {
      active += 1;
      if (active === 1 && limitBytes !== undefined) {
        watching = new AbortController();
        void enforceMemoryLimit({
          limitBytes,
          clock,
          everyMs: POLL_MS,
          stopped: watching.signal,
          read: () => readOwn(server.pid()),
          end(reason) {
            broken ??= reason;
            void server.stop(0);
          },
        });
      }
      return {
        [Symbol.dispose]() {
          active -= 1;
          if (active === 0) watching.abort("idle");
        },
      };
    },
  };
}

async function readOwn(pid: number | undefined): Promise<number | undefined> {
  return pid === undefined ? undefined : readOwnMemory(pid);
}
