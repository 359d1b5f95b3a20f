import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locations } from "../system/locations.ts";

/** Code compiled from sources belongs to the copy of the repository that they are in, whatever home is used. */
const OF_SOURCES = new URL("../../node_modules/.cache/assay", import.meta.url);

/**
 * The folder in which Node keeps what it has compiled; it may be deleted at any time.
 *
 * A program starts in two thirds of the time with it, and one of sources need not load what strips their types (24 MB).
 */
export function compiledCodeFolder({ cache }: Pick<Locations, "cache">): string {
  return extname(import.meta.url) === ".ts" ? fileURLToPath(OF_SOURCES) : join(cache, "compiled");
}
