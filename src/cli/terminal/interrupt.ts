import type { Terminal } from "./terminal.ts";

/** A signal that Ctrl-C (or a request to terminate) aborts; a second Ctrl-C ends the process at once. */
export function listenForInterrupt(terminal: Terminal, message: string): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) {
      // Without it, half a line of progress would stay.
      for (const makeRoom of terminal.beforeNote) makeRoom();
      process.exit(130);
    }
    controller.abort();
    terminal.note(message);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
    },
  };
}
