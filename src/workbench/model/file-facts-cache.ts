import type { FileFacts } from "../../core/model-format.ts";
import { readFileFacts } from "../../formats/formats.ts";
import { statFile } from "../../system/stat-file.ts";

/** What a file says of itself but for its template, of which only is kept whether there is one: as a whole it may have megabytes. */
export interface KnownFacts extends Omit<FileFacts, "chatTemplate"> {
  readonly hasTemplate: boolean;
}

/** Reads what a model's files say. @throws AssayError `model-missing`, `model-invalid` */
export type ReadFacts = (path: string) => Promise<KnownFacts>;

/** More files than a service ever looks at in a while; one that was dropped is read again, in milliseconds. */
const MOST_KNOWN_FILES = 1_000;

/** Creates a reader that reads each file once, as long as the file stays the same. */
export function createFileFactsCache(): ReadFacts {
  const known = new Map<string, { readonly stamp: string; readonly facts: KnownFacts }>();
  return async (path) => {
    const now = statFile(path);
    const stamp = `${now?.mtimeMs} ${now?.size}`;
    const before = known.get(path);
    if (before?.stamp === stamp) return before.facts;
    const { chatTemplate, ...said } = await readFileFacts(path);
    const facts = { ...said, hasTemplate: chatTemplate !== undefined };
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= MOST_KNOWN_FILES) known.delete(oldest);
    known.set(path, { stamp, facts });
    return facts;
  };
}
