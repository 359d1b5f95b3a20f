import type { Remedy } from "../../core/errors.ts";

/** One thing that was looked at. */
export interface Finding {
  readonly topic: Topic;
  /** Thing that was looked at, in one or two words. */
  readonly subject: string;
  /** `warning`: works, and could be better or will not for some; `problem`: something that is needed here is missing. */
  readonly status: "ok" | "warning" | "problem";
  readonly message: string;
  /** Next steps; a command to type stands on a line of its own. */
  readonly hints?: readonly string[] | undefined;
  readonly remedies?: readonly Remedy[] | undefined;
}

const TOPICS = [
  "node",
  "engines",
  "machine",
  "settings",
  "service",
  "endpoints",
  "models",
  "adapters",
  "places",
] as const;
export type Topic = (typeof TOPICS)[number];
