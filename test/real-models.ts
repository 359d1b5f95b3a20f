import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const FILES = {
  smollm2: "SmolLM2-135M-Instruct-Q4_1.gguf",
  "qwen0.5b": "Qwen2.5-Coder-0.5B-Instruct-Q4_K_M.gguf",
  "gemma-base": "gemma-3-270m-Q4_K_M.gguf",
} as const;

/** A real model, or why there is none: `test(name, { skip: model.missing }, ...)`. */
export interface RealModelFile {
  readonly path: string;
  /** Absent when the file is there. */
  readonly missing?: string | undefined;
}

/** Finds a real model in the folder of `ASSAY_REAL_MODELS`, else in `.real-models` of the repository. */
export function findRealModel(name: keyof typeof FILES): RealModelFile {
  const path = join(resolve(process.env.ASSAY_REAL_MODELS ?? ".real-models"), FILES[name]);
  return existsSync(path) ? { path } : { path, missing: `no ${FILES[name]}: npm run real-models -- ${name}` };
}
