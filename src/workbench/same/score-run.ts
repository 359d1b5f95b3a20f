import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Run } from "../../core/run.ts";
import type { TokenAgreement } from "../../selection/not-worse.ts";
import { writeText } from "../report/write-reports.ts";
import { type CompareRuntimesOptions, compareRuntimes } from "./compare-runtimes.ts";

/** Holds the token scores of a run's targets against one of them, in the run's folder. */
const FILE = "token-scores.json";

const fileSchema = z.object({
  schema: z.literal(1),
  reference: z.string(),
  targets: z.record(z.string(), z.object({ tokens: z.number(), sameLikeliest: z.number(), divergence: z.number() })),
});

export interface ScoreRunOptions
  extends Pick<CompareRuntimesOptions, "engines" | "workspace" | "signal" | "onRead" | "onFailure"> {
  readonly run: Run;
  /** Folder of the run; absent where it has none: then nothing is kept. */
  readonly directory?: string | undefined;
  readonly reference: string;
  readonly candidates: readonly string[];
}

/**
 * Lets the reference answer a run's prompts once more, and every candidate score these answers token by token. What was scored is
 * kept beside the run.
 *
 * @throws AssayError `storage-failed`, and whatever keeps the models from being loaded
 */
export async function scoreRun(options: ScoreRunOptions): Promise<ReadonlyMap<string, TokenAgreement>> {
  const { run, directory, reference, candidates } = options;
  const { targets, prompts, request } = run.plan;
  const asked = [reference, ...candidates].flatMap((id) => targets.find((target) => target.id === id) ?? []);
  const result = await compareRuntimes({
    ...options,
    model: reference,
    targets: asked,
    missing: [],
    promptSet: prompts,
    maxTokens: request.maxTokens,
    rounds: 0,
  });
  const scored = result.comparisons.flatMap(({ runtime, scores }) =>
    scores === undefined || result.reference !== reference
      ? []
      : [
          [
            runtime,
            { tokens: scores.tokens, sameLikeliest: scores.sameLikeliest, divergence: scores.divergence },
          ] as const,
        ],
  );
  if (directory !== undefined && scored.length > 0)
    await writeText(
      join(directory, FILE),
      `${JSON.stringify({ schema: 1, reference, targets: Object.fromEntries(scored) }, null, 2)}\n`,
    );
  return new Map(scored);
}

/** Token scores that were kept beside a run; empty where there are none against this reference. */
export async function readTokenScores(
  directory: string | undefined,
  reference: string,
): Promise<ReadonlyMap<string, TokenAgreement>> {
  if (directory === undefined) return new Map();
  const text = await readFile(join(directory, FILE), "utf8").catch(() => undefined);
  const read = fileSchema.safeParse(parse(text));
  return new Map(read.success && read.data.reference === reference ? Object.entries(read.data.targets) : []);
}

/** A file that is damaged counts as none: it can be made anew at any time. */
function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
