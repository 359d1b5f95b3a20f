import { z } from "zod";
import { define, optional } from "./setting-definition.ts";
import { anySwitch, anyText } from "./value-types.ts";

/** Settings of the models themselves: which, from where, run by what. */
export const modelSettings = {
  slm: optional<string>({
    ...anyText,
    description: "The small model of a comparison.",
    variable: "SLM_ALIAS",
    setBy: "anyone",
  }),
  llm: optional<string>({
    ...anyText,
    description: "The large model of a comparison.",
    variable: "LLM_ALIAS",
    setBy: "anyone",
  }),
  comparePrompt: optional<string>({
    ...anyText,
    description: "Prompt of a comparison.",
    flag: "--prompt",
    placeholder: "<text>",
    variable: "COMPARE_PROMPT",
    setBy: "anyone",
  }),
  foundryEndpoint: optional<string>({
    schema: z.string().refine(isHttpAddress, "an http or https address"),
    rule: "an http or https address",
    fromText: (written) => written.trim(),
    description: "Service that plain aliases resolve against, with or without /v1.",
    variable: "FOUNDRY_LOCAL_ENDPOINT",
    setBy: "anyone",
  }),
  showUsage: define<boolean>({
    ...anySwitch,
    description: "Whether token counts are printed after an answer.",
    flag: "--usage",
    variable: "SHOW_USAGE",
    default: false,
    setBy: "anyone",
  }),
  modelCache: optional<string>({
    ...anyText,
    path: "file",
    description:
      "Folder that models of the hub are downloaded into; where the hub's own tools keep theirs when absent.",
    variable: "HF_HUB_CACHE",
    setBy: "anyone",
  }),
  llamaServer: optional<string>({
    ...anyText,
    path: "program",
    description:
      "llama.cpp's llama-server to run GGUF files with: a path, or a name on PATH. Not from a project's files.",
    variable: "ASSAY_LLAMA_SERVER",
    setBy: "user",
  }),
};

function isHttpAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
