import * as z from "zod";
import { errorRecordSchema } from "./error-record.ts";

const counts = { done: z.number().describe("Timed requests that are recorded."), total: z.number() };
const cell = { target: z.string(), prompt: z.string(), round: z.number() };

const loadingSchema = z.object({
  type: z.literal("loading"),
  target: z.string(),
  cache: z.string().describe("cold: without its file in the system's cache."),
  number: z.number().describe("From 1; a target may be loaded several times to measure its load."),
  of: z.number(),
});
const loadedSchema = z.object({
  type: z.literal("loaded"),
  target: z.string(),
  loadMs: z.number(),
  cache: z.string(),
  threads: z.number().optional(),
  contextTokens: z.number().optional(),
});
const warmUpSchema = z.object({
  type: z.literal("warm-up"),
  target: z.string(),
  number: z.number(),
  most: z.number().describe("There may be fewer."),
});
const requestSchema = z.object({ type: z.literal("request"), ...cell, ...counts });
const tokensSchema = z.object({
  type: z.literal("tokens"),
  ...cell,
  tokens: z.number().describe("Of the answer that is being written; told some times a second."),
  ms: z.number(),
});
const sampleSchema = z.object({
  type: z.literal("sample"),
  ...cell,
  status: z.enum(["ok", "failed"]),
  ttftMs: z.number().optional(),
  e2eMs: z.number().optional(),
  tokensPerSecond: z.number().optional(),
  completionTokens: z.number().optional(),
  error: errorRecordSchema.optional(),
  ...counts,
});
const lookSchema = z.object({
  type: z.literal("look"),
  number: z.number().describe("Of a run that ends once it is decided: each look at it, from 1."),
  of: z.number().describe("Looks if none ends the run."),
  prompts: z.number(),
  state: z.string().describe("What it has found, in a few words."),
});
const failureSchema = z.object({ type: z.literal("failure"), target: z.string(), error: errorRecordSchema });
const endedSchema = z.object({
  type: z.literal("ended"),
  status: z
    .enum(["complete", "stopped", "failed", "interrupted", "running"])
    .describe("interrupted: nobody measures it and it came to no end; running: another program measures it."),
  verdict: z.string().optional(),
  winner: z.string().optional(),
  error: errorRecordSchema.optional().describe("Why it came to no end; it can be resumed."),
});

/** A run under way, or one that has ended, as its events tell it. */
export const runStateSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  status: z.enum(["running", "stopping", "complete", "stopped", "failed", "interrupted"]),
  targets: z.array(z.string()),
  prompts: z.object({ name: z.string(), count: z.number() }),
  rounds: z.number(),
  ...counts,
  notes: z.array(z.string()).describe("What to know about it, such as that another benchmark disturbs it."),
  step: z
    .discriminatedUnion("type", [loadingSchema, warmUpSchema, requestSchema, tokensSchema])
    .optional()
    .describe("What goes on now."),
  loads: z.array(loadedSchema).describe("The last load of each target."),
  samples: z.array(sampleSchema).describe("The latest of each request."),
  failures: z.array(failureSchema),
  look: lookSchema.optional().describe("The latest look at a run that ends once it is decided."),
  ended: endedSchema.optional(),
});

/**
 * Answer of `GET /assay/v1/runs/:id/events`: one of these a line, as JSON. The first is the state so far, so that whoever
 * comes later sees all; `ended` comes last.
 */
export const runEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("state"), state: runStateSchema }),
  loadingSchema,
  loadedSchema,
  warmUpSchema,
  requestSchema,
  tokensSchema,
  sampleSchema,
  lookSchema,
  failureSchema,
  z.object({ type: z.literal("stopping") }),
  z.object({ type: z.literal("heartbeat") }),
  endedSchema,
]);

export type RunState = z.output<typeof runStateSchema>;
export type RunEvent = z.output<typeof runEventSchema>;

/** The state after an event. A request that is measured again takes the place of its earlier self. */
export function foldRunEvent(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case "state":
      return event.state;
    case "loading":
    case "warm-up":
    case "tokens":
      return { ...state, step: event };
    case "request":
      return { ...state, step: event, done: event.done, total: event.total };
    case "loaded":
      return { ...state, loads: [...state.loads.filter(({ target }) => target !== event.target), event] };
    case "sample":
      return {
        ...state,
        done: event.done,
        total: event.total,
        samples: [...state.samples.filter((one) => !isSameRequest(one, event)), event],
      };
    case "look":
      return { ...state, look: event };
    case "failure":
      return { ...state, failures: [...state.failures, event] };
    case "stopping":
      return { ...state, status: "stopping" };
    case "heartbeat":
      return state;
    case "ended": {
      const { step: _, ...rest } = state;
      return { ...rest, status: event.status, ended: event };
    }
    default:
      return event satisfies never;
  }
}

type Request = Pick<z.output<typeof sampleSchema>, "target" | "prompt" | "round">;

function isSameRequest(a: Request, b: Request): boolean {
  return a.target === b.target && a.prompt === b.prompt && a.round === b.round;
}
