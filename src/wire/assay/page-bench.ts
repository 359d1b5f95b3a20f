import * as z from "zod";
import type { ChatRequest } from "../../core/chat-model.ts";
import type { Sample } from "../../core/sample.ts";
import { errorRecordSchema } from "./error-record.ts";

/** Jobs of a page that measures: one JSON object a line, in the answer of `GET /assay/v1/page-bench/jobs`. */
export const pageJobSchema = z.discriminatedUnion("type", [
  /** Sent at times, so that both sides hear of a connection that has died. */
  z.object({ type: z.literal("beat") }),
  z.object({
    type: z.literal("load"),
    id: z.number(),
    /** As the list of models for pages has it. */
    model: z.string(),
    settings: z.object({
      contextTokens: z.number().optional(),
      chatTemplate: z.string().optional(),
      templateVariables: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.object({
    type: z.literal("record"),
    id: z.number(),
    /** The id of the load. */
    model: z.number(),
    cell: z.custom<Pick<Sample, "cell" | "target" | "prompt" | "round" | "phase" | "first" | "nonce">>(isObject),
    request: z.custom<ChatRequest>(isObject),
    timeLimitMs: z.number().optional(),
  }),
  /** Asks a loaded model; the question is one of a model that runs elsewhere. */
  z.object({ type: z.literal("ask"), id: z.number(), model: z.number(), question: z.unknown() }),
  z.object({ type: z.literal("unload"), model: z.number() }),
  /** Ends the load, request or question of this id. */
  z.object({ type: z.literal("stop"), id: z.number() }),
  /** Everything is measured. */
  z.object({ type: z.literal("end") }),
]);

export type PageJob = z.output<typeof pageJobSchema>;

const pageFactsSchema = z.object({
  browser: z.string().max(200),
  clockStepMs: z.number(),
  isIsolated: z.boolean(),
  adapter: z.string().max(200).optional(),
  downloadedBytes: z.number(),
  warmUpMs: z.number(),
});

const deltas = z.object({
  atMs: z.array(z.number()),
  tokens: z.array(z.number().nullable()),
  characters: z.array(z.number()),
});

/** A sample as the page recorded it, its timeline on the page's own clock. */
const sampleSchema = z
  .looseObject({
    type: z.literal("sample"),
    cell: z.string(),
    status: z.enum(["ok", "failed"]),
    timeline: z.looseObject({ intendedMs: z.number(), sentMs: z.number(), endMs: z.number() }),
    deltas,
    text: z.string(),
    loopDelayMs: z.number(),
  })
  .transform((sample) => sample as unknown as Sample);

/** Body of `POST /assay/v1/page-bench/reports`: what became of a job. */
export const pageReportSchema = z.discriminatedUnion("type", [
  /** The page is awake and seen. */
  z.object({ type: z.literal("beat"), isVisible: z.boolean() }),
  z.object({ type: z.literal("progress"), id: z.number(), ratio: z.number(), phase: z.string().max(40) }),
  z.object({
    type: z.literal("loaded"),
    id: z.number(),
    info: z.looseObject({ engine: z.string() }),
    page: pageFactsSchema,
    /** What can be asked of its chat. */
    chat: z.looseObject({ id: z.string() }),
  }),
  z.object({ type: z.literal("recorded"), id: z.number(), sample: sampleSchema }),
  /** Answers to questions, in the order in which they came. */
  z.object({
    type: z.literal("answers"),
    answers: z.array(z.looseObject({ id: z.number(), type: z.enum(["event", "progress", "done", "failed"]) })),
  }),
  z.object({ type: z.literal("failed"), id: z.number(), error: errorRecordSchema }),
]);

export type PageReport = z.output<typeof pageReportSchema>;

/** A report as the page makes it. */
export type PageReportBody =
  | Exclude<z.input<typeof pageReportSchema>, { readonly type: "recorded" }>
  | { readonly type: "recorded"; readonly id: number; readonly sample: Sample };

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
