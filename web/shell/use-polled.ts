import { useEffect, useRef, useState } from "preact/hooks";

export interface Polled {
  /** Why the last reading failed; absent once one succeeds. */
  readonly failure: unknown;
  /** Reads now, and waits the whole time until the next reading. */
  readonly readNow: () => void;
}

/** Reads something again and again as long as the page can be seen; a reading that is under way is never joined by another. */
export function usePolled(read: (signal: AbortSignal) => Promise<void>, everyMs: number): Polled {
  const [failure, setFailure] = useState<unknown>();
  const latest = useRef(read);
  latest.current = read;
  const readNow = useRef(() => {});
  useEffect(() => {
    const leave = new AbortController();
    let timer: number | undefined;
    let isReading = false;
    let isAskedAgain = false;
    const next = async () => {
      window.clearTimeout(timer);
      isAskedAgain = isReading;
      if (isReading || document.hidden) return;
      isReading = true;
      await latest.current(leave.signal).then(
        () => setFailure(undefined),
        (error: unknown) => leave.signal.aborted || setFailure(error),
      );
      isReading = false;
      if (leave.signal.aborted) return;
      if (isAskedAgain) next();
      else timer = window.setTimeout(next, everyMs);
    };
    readNow.current = next;
    document.addEventListener("visibilitychange", next);
    next();
    return () => {
      leave.abort();
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", next);
    };
  }, [everyMs]);
  return { failure, readNow: () => readNow.current() };
}
