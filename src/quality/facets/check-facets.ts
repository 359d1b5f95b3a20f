import { AssayError, toErrorRecord } from "../../core/errors.ts";
import type { Prompt } from "../../core/prompt.ts";
import { readFacet } from "./read-facet.ts";

/**
 * Refuses facets that no answer could be held against, before anything is measured by them.
 *
 * @throws AssayError `invalid-input`, with the name of the prompt
 */
export function checkFacets(prompts: readonly Prompt[]): void {
  for (const { id, facets = [] } of prompts)
    try {
      facets.forEach(readFacet);
    } catch (cause) {
      const record = toErrorRecord(cause);
      throw new AssayError({ ...record, message: `Prompt ${JSON.stringify(id)}: ${record.message}`, cause });
    }
}
