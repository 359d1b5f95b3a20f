import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Sample } from "../../core/sample.ts";
import type { ReportInput, SampleInput } from "./report-input.ts";

/** What people and models wrote is shown as it was written, whatever it looks like. */
const WRITTEN = new Set(["prompt", "system", "facets", "reference", "text", "reasoning"]);

/** Homes of users on Linux, macOS and Windows, up to the user's name. */
const HOME = /(?:\/home\/|\/Users\/|[A-Za-z]:[\\/]+Users[\\/]+)[^\\/\s"'<>:|]+/g;

/**
 * The material of a report that may be handed on: files by their names, homes as `~`.
 *
 * The folders of a machine and the name of its user help no reader. The run's own files keep them.
 */
export function withoutFolders(input: SampleInput): SampleInput {
  const folders = foldersOf(input.summary);
  return { ...clean<ReportInput>(input, folders), samples: cleanSamples(input.samples, folders) };
}

async function* cleanSamples(samples: SampleInput["samples"], folders: readonly string[]): AsyncIterable<Sample> {
  for await (const sample of samples) yield sample.error === undefined ? sample : clean(sample, folders);
}

function foldersOf({ scorecards }: RunSummary): readonly string[] {
  const paths = scorecards.flatMap(({ target: { source } }) =>
    source.type === "file" ? [source.path] : source.type === "adapter" ? [source.modulePath] : [],
  );
  const folders = paths.map((path) => path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1));
  // The longest first, so that a folder within another is not cut in half.
  return [...new Set(folders)].filter((folder) => folder.length > 1).toSorted((a, b) => b.length - a.length);
}

/** The same shape with every text cleaned, except what was written by people and models. */
function clean<Value>(value: Value, folders: readonly string[]): Value;
function clean(value: unknown, folders: readonly string[]): unknown {
  if (typeof value === "string")
    return folders.reduce((text, folder) => text.replaceAll(folder, ""), value).replace(HOME, "~");
  if (Array.isArray(value)) return value.map((one) => clean(one, folders));
  if (typeof value !== "object" || value === null || Symbol.iterator in value || Symbol.asyncIterator in value)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, WRITTEN.has(key) ? one : clean(one, folders)]),
  );
}
