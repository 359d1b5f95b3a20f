/** Messages from the parent to the keeper. */
export type ToKeeper =
  | { readonly type: "start"; readonly path: string; readonly args: readonly string[] }
  | { readonly type: "stop"; readonly signal: "SIGTERM" | "SIGKILL" };

/** Messages from the keeper to the parent. */
export type FromKeeper =
  | { readonly type: "started"; readonly pid: number | undefined }
  | {
      readonly type: "ended";
      readonly code: number | null;
      readonly signal: NodeJS.Signals | null;
      /** Why it could not be started. */
      readonly because?: string | undefined;
    };
