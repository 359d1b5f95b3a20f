import type { Clock } from "../../lib/clock.ts";

export interface CustomEngineOptions {
  /** File in which `createTrustStore` keeps its list; without it no module is trusted. */
  readonly trustFile?: string | undefined;
  /** Longest wait for a load, and for each next piece of an answer; default 120,000. */
  readonly timeLimitMs?: number | undefined;
  /** Longest time that the module may go on with an answer that nobody wants any more; default 5,000. */
  readonly closeLimitMs?: number | undefined;
  /** Called when it does; what follows is refused with `timeout`, unless this ends the process. */
  readonly onStuck?: (() => void) | undefined;
  readonly clock?: Clock | undefined;
}

/** The options with every default filled in. */
export type CustomRuntime = {
  readonly [K in keyof Omit<CustomEngineOptions, "trustFile">]-?: NonNullable<CustomEngineOptions[K]>;
} & { readonly trustFile: string | undefined };
