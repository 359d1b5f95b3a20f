import type { Device, LoadOptions } from "../../core/engine.ts";
import { isTemplateText, namedTemplates } from "../../dialect/named-templates.ts";
import type { BinaryVersion } from "./ask-binary.ts";

/** Purpose that a server is started for. */
export interface ServerPlan extends Pick<LoadOptions, "chatTemplate" | "templateVariables"> {
  readonly modelPath: string;
  readonly port: number;
  readonly embedding: boolean;
  /** Of each request. */
  readonly contextTokens: number;
  readonly parallel: number;
  readonly threads?: number | undefined;
  readonly device: Device;
  readonly gpuLayers?: number | undefined;
}

/** Name of the model in requests. */
export const MODEL_NAME = "assay";

/** Since December 2025 the program itself puts as many layers on the GPU as fit. */
const FITTING_BUILD = 7500;
/** More than any model has. */
const ALL_LAYERS = 999;

/** Builds the program's arguments. Its key is not among them: every user of the machine can read those of a process. */
export function toServerArguments(plan: ServerPlan, { build }: BinaryVersion): readonly string[] {
  const { modelPath, port, embedding, contextTokens, parallel, threads } = plan;
  return [
    ...["--model", modelPath, "--alias", MODEL_NAME],
    ...["--host", "127.0.0.1", "--port", String(port), "--no-webui"],
    ...["--ctx-size", String(contextTokens * parallel), "--parallel", String(parallel)],
    ...(threads === undefined ? [] : ["--threads", String(threads)]),
    ...toDeviceArguments(plan, build),
    ...(embedding
      ? // A text must be in one batch as a whole.
        ["--embedding", "--batch-size", String(contextTokens), "--ubatch-size", String(contextTokens)]
      : // A context that shifts drops the beginning of the prompt in silence.
        ["--jinja", "--no-context-shift", ...toTemplateArguments(plan)]),
  ];
}

function toTemplateArguments({ chatTemplate, templateVariables }: ServerPlan): readonly string[] {
  const isInline = chatTemplate !== undefined && (isTemplateText(chatTemplate) || chatTemplate in namedTemplates);
  return [
    ...(chatTemplate === undefined ? [] : [isInline ? "--chat-template" : "--chat-template-file", chatTemplate]),
    ...(templateVariables === undefined ? [] : ["--chat-template-kwargs", JSON.stringify(templateVariables)]),
  ];
}

function toDeviceArguments({ device, gpuLayers }: ServerPlan, build: number | undefined): readonly string[] {
  // Without any device: else a GPU would still compute prompts.
  if (device === "cpu") return ["--gpu-layers", "0", "--device", "none"];
  if (gpuLayers !== undefined) return ["--gpu-layers", String(gpuLayers)];
  return build !== undefined && build < FITTING_BUILD ? ["--gpu-layers", String(ALL_LAYERS)] : [];
}
