import * as z from "zod";
import { DEFAULT_LEVEL, PLAN_BOUNDS } from "../../core/plan-defaults.ts";

/** Most requests that a page may plan: a day of them on a slow machine. */
const MOST_MODELS = 20;
const MOST_PROMPTS = 200;

/** Body of `POST /assay/v1/runs`. What is absent is as `assay bench` has it, with the settings of the project. */
export const startRunBodySchema = z.strictObject({
  models: z.array(z.string().min(1).max(500)).min(1).max(MOST_MODELS).describe("Names of the catalog."),
  prompts: z
    .union([
      z.string().min(1).max(300).describe("Name of a set, as /assay/v1/prompt-sets lists it."),
      z.array(z.string().regex(/\S/).max(100_000)).min(1).max(MOST_PROMPTS).describe("The texts themselves."),
    ])
    .optional(),
  rounds: z.int().min(1).max(100).optional().describe("Timed rounds of each model and prompt."),
  warmUp: z.int().min(0).max(100).optional().describe("Untimed requests of each model before."),
  maxTokens: z.int().min(1).max(100_000).optional(),
  temperature: z.number().min(0).max(2).optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  order: z.enum(["interleaved", "blocked"]).optional(),
  name: z.string().max(100).optional().describe("Part of the run's id."),
  twin: z
    .boolean()
    .optional()
    .describe("Also measures the last model against itself: a comparison that must find nothing."),
  untilDecided: z
    .strictObject({ level: z.number().min(PLAN_BOUNDS.level[0]).max(PLAN_BOUNDS.level[1]).default(DEFAULT_LEVEL) })
    .optional()
    .describe("Measures prompts in stages, and ends once the verdict is settled at this level over all looks."),
  coldLoad: z.boolean().optional().describe("Measures a load with an empty file cache; default true."),
  calibration: z.boolean().optional().describe("Measures the harness itself first; default true."),
});

/** Body of `POST /assay/v1/runs/:id/resume`. */
export const resumeRunBodySchema = z.strictObject({
  again: z.boolean().optional().describe("Also measures again the requests whose timing was disturbed."),
});

/** Answer of `POST /assay/v1/runs/:id/stop`. */
export const stopRunAnswerSchema = z.object({ isStopping: z.literal(true) });
