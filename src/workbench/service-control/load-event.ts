import type { ErrorRecord } from "../../core/errors.ts";

/** What `POST /assay/v1/models/load` tells, one JSON object a line; `loaded` or `failed` comes last. */
export type LoadEvent =
  | { readonly type: "progress"; readonly ratio: number }
  | { readonly type: "loaded"; readonly name: string; readonly loadMs?: number | undefined }
  | { readonly type: "failed"; readonly error: ErrorRecord };
