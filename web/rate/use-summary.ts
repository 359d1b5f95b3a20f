import { useEffect, useState } from "preact/hooks";
import type * as z from "zod";
import { askService } from "../shell/ask-service.ts";

export interface SummaryOptions<T> {
  readonly schema: z.ZodType<T>;
  /** Nothing is asked before everything is stored. */
  readonly isReady: boolean;
}

/** What the service makes of everything that was said, of all people. */
export function useSummary<T>(path: string, { schema, isReady }: SummaryOptions<T>) {
  const [summary, setSummary] = useState<T>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (!isReady) return;
    const leave = new AbortController();
    askService(path, schema, { signal: leave.signal }).then(
      setSummary,
      (error: unknown) => leave.signal.aborted || setFailure(error),
    );
    return () => leave.abort();
  }, [isReady]);
  return { summary, failure };
}
