import { listMeaningPairs, type MeaningPair } from "../../bench/summary/read-meanings.ts";
import type { EmbeddingModel } from "../../core/embedding-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Prompt } from "../../core/prompt.ts";
import type { JournalEntry, MeaningEntry, TargetPlan } from "../../core/run.ts";
import { listMeanings } from "../../quality/facets/match-meaning.ts";
import { type LoadContext, loadResolved } from "../model/load-resolved.ts";
import { inspectTargets } from "./inspect-targets.ts";
import { planTargets } from "./plan-targets.ts";

/** The one model whose closeness the threshold was set for. */
const MEANING_MODEL = "all-minilm-l6-v2";

export interface MeaningContext extends LoadContext {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the embedding model that facets by meaning need; undefined when no prompt has any.
 *
 * @throws AssayError `model-missing` and the like when it cannot be run, `invalid-input` for a facet that can never be found
 */
export async function findMeaningModel(
  prompts: readonly Prompt[],
  context: MeaningContext,
): Promise<TargetPlan | undefined> {
  if (prompts.every(({ facets = [] }) => listMeanings(facets).length === 0)) return undefined;
  const [target] = await planTargets([MEANING_MODEL], context.workspace);
  if (target === undefined) return undefined;
  const [problem] = await inspectTargets([target], context);
  if (problem === undefined) return target;
  throw new AssayError({
    ...problem.error,
    message: `The prompts have facets by meaning, which the embedding model ${MEANING_MODEL} scores, and it cannot be run: ${problem.error.message}`,
    hint: problem.error.hint ?? `Download it with \`assay model download ${MEANING_MODEL}\`.`,
  });
}

/**
 * Compares the answers that were timed with the meanings that their prompts ask for. What the journal holds of the same
 * model is not computed again; prompts without facets by meaning load no model.
 *
 * @throws AssayError whatever keeps the model from loading or embedding, `aborted`
 */
export async function measureMeanings(
  prompts: readonly Prompt[],
  entries: readonly JournalEntry[],
  context: MeaningContext,
): Promise<readonly MeaningEntry[]> {
  const needed = [...listMeaningPairs(prompts, entries).values()].filter((pairs) => pairs.length > 0);
  if (needed.length === 0) return [];
  const target = await findMeaningModel(prompts, context);
  if (target === undefined) return [];
  const model = target.contentDigest ?? target.id;
  const known = latestModels(entries);
  const open = needed
    .map((pairs) => pairs.filter((pair) => known.get(keyOf(pair)) !== model))
    .filter((pairs) => pairs.length > 0);
  if (open.length === 0) return [];
  const { device: _, ...embedder } = target;
  await using loaded = await loadResolved(embedder, { signal: context.signal }, context);
  const { embedding } = loaded;
  if (embedding === undefined)
    throw new AssayError({
      code: "unsupported",
      message: `${target.id} does not embed.`,
      hint: `Give the name ${MEANING_MODEL} to the model of that name again.`,
    });
  const measured: MeaningEntry[] = [];
  for (const pairs of open) measured.push({ type: "meaning", model, values: await compare(pairs, embedding, context) });
  return measured;
}

/** The model that computed what counts now, by pair. */
function latestModels(entries: readonly JournalEntry[]): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap((entry) =>
      entry.type === "meaning" ? entry.values.map((pair) => [keyOf(pair), entry.model] as const) : [],
    ),
  );
}

function keyOf({ means, part }: MeaningPair): string {
  return JSON.stringify([means, part]);
}

async function compare(pairs: readonly MeaningPair[], embedding: EmbeddingModel, { signal }: MeaningContext) {
  const texts = [...new Set(pairs.flatMap(({ means, part }) => [means, part]))];
  const { vectors } = await embedding.embed(texts, { signal });
  const byText = new Map(texts.map((text, index) => [text, vectors[index]]));
  return pairs.map((pair) => ({ ...pair, value: cosine(byText.get(pair.means), byText.get(pair.part)) }));
}

/** Four places are more than the threshold asks for. */
function cosine(a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): number {
  const dot = a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return Number((dot / (Math.hypot(...a) * Math.hypot(...b) || 1)).toFixed(4));
}
