import { z } from "zod";
import { define, optional } from "./setting-definition.ts";
import { above0, anySize, anyText, filled, oneOf, share, time } from "./value-types.ts";

/** A profile as assay.json has it; what its names and limits mean is checked where it is used. */
const writtenProfile = z
  .strictObject({
    description: filled.optional().describe("Purpose in a few words."),
    weights: z.record(filled, z.number().min(0)).describe("What counts how much, such as quality: 3, latency: 1."),
    limits: z
      .record(filled, z.union([z.number(), filled]))
      .optional()
      .describe("Limits by the names of their settings, such as maxMemoryBytes: 2GB."),
  })
  .readonly();

type WrittenProfile = z.infer<typeof writtenProfile>;

/** Settings of a recommendation: what a model must be, and what counts. */
export const choiceSettings = {
  maxMemoryBytes: optional<number>({
    ...anySize,
    description: "Recommend only what needs at most this much memory, in bytes.",
    flag: "--max-memory",
    placeholder: "<2GB>",
    setBy: "anyone",
  }),
  maxP95Ms: optional<number>({
    ...time("1500ms"),
    description: "Recommend only what has at most this p95 latency, in ms.",
    flag: "--max-p95",
    placeholder: "<1500ms>",
    setBy: "anyone",
  }),
  memory: define<"resident" | "proportional">({
    ...oneOf("resident", "proportional"),
    description: "Which memory counts: the peak resident set, or the proportional set (Linux only).",
    flag: "--memory",
    placeholder: "<kind>",
    default: "resident",
    setBy: "anyone",
  }),
  maxTtftMs: optional<number>({
    ...time("500ms"),
    description: "Recommend only what has at most this median time to first token, in ms.",
    flag: "--max-ttft",
    placeholder: "<500ms>",
    setBy: "anyone",
  }),
  maxFootprintBytes: optional<number>({
    ...anySize,
    description: "Recommend only what takes at most this much on disk, in bytes.",
    flag: "--max-footprint",
    placeholder: "<2GB>",
    setBy: "anyone",
  }),
  minTokensPerSecond: optional<number>({
    ...above0,
    description: "Recommend only what has at least this median decode rate.",
    flag: "--min-tokens-per-second",
    placeholder: "<20>",
    setBy: "anyone",
  }),
  minQuality: optional<number>({
    ...share,
    description:
      "Recommend only what has at least this quality, 0 to 1: the share of facets found or of checks passed, or a score of 1 to 5 as 0 to 1 (0.75 is 4 of 5).",
    flag: "--min-quality",
    placeholder: "<0.8>",
    setBy: "anyone",
  }),
  acceptable: optional<string>({
    ...anyText,
    description:
      "What makes an answer acceptable, such as facets>=0.8,checks=all,coherence>=4; default: all facets and checks of the prompts.",
    flag: "--acceptable",
    placeholder: "<rule>",
    setBy: "anyone",
  }),
  quality: optional<"facets" | "people" | "judge" | "checks">({
    ...oneOf("facets", "people", "judge", "checks"),
    description:
      "Where the quality comes from; default: facets, else people, else a judge that is fit, else checks, as far as there are some.",
    flag: "--quality",
    placeholder: "<source>",
    setBy: "anyone",
  }),
  licence: optional<"commercial" | "attribution" | "restricted-use" | "research-only">({
    ...oneOf("commercial", "attribution", "restricted-use", "research-only"),
    description: "Recommend only what permits commercial use, or asks for no more than that class of licences.",
    flag: "--licence",
    placeholder: "<class>",
    setBy: "anyone",
  }),
  profile: optional<string>({
    ...anyText,
    description:
      "Weights and limits by the name of a profile: edge, server, battery, quality-first, or one of your own in assay.json.",
    flag: "--profile",
    placeholder: "<name>",
    setBy: "anyone",
  }),
  profiles: optional<Readonly<Record<string, WrittenProfile>>>({
    schema: z.record(filled, writtenProfile),
    rule: "profiles by name, each with weights and, where it has some, limits",
    fromText: (written) => written,
    description: "Profiles of your own: by name what counts how much, and the limits to keep.",
    setBy: "anyone",
  }),
};
