import { access } from "node:fs/promises";
import { basename } from "node:path";
import type { LoadedModel, LoadOptions, ModelSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { createCustomChat } from "./chat.ts";
import type { CustomRuntime } from "./custom-runtime.ts";
import { threw, tooSlow } from "./errors.ts";
import { type Adapter, findAdapter } from "./find-adapter.ts";
import { importTrusted } from "./import-trusted.ts";
import { waitFor } from "./wait-for.ts";

/** Imports a user's module and lets it load its weights. */
export async function loadCustomModel(
  source: ModelSource,
  options: LoadOptions,
  runtime: CustomRuntime,
): Promise<LoadedModel> {
  if (source.type !== "adapter") refuse("the source", "an adapter", source.type);
  const { parallel = 1, id = basename(source.modulePath).replace(/\.[^.]+$/, "") } = options;
  if (!Number.isSafeInteger(parallel) || parallel < 1) refuse("parallel", "a whole number of at least 1", parallel);
  if (source.weightsPath !== undefined) await requireWeights(source.weightsPath);

  const adapter = findAdapter(await importTrusted(source.modulePath, runtime.trustFile), source.modulePath);
  const honours = readHonours(adapter);
  await loadWeights(adapter, source, options, runtime);
  const { contextTokens } = options;
  const chat = createCustomChat(adapter, { id, parallel, contextTokens, ...honours }, runtime);
  return {
    info: { engine: "custom", contextTokens, warnings: [] },
    chat,
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  };
}

async function loadWeights(
  adapter: Adapter,
  source: ModelSource & { readonly type: "adapter" },
  { signal, timeoutMs }: LoadOptions,
  { clock, timeLimitMs }: CustomRuntime,
): Promise<void> {
  const limitMs = timeoutMs ?? timeLimitMs;
  const waited = await waitFor(() => adapter.load?.(source.weightsPath, source.options ?? {}), {
    clock,
    limitMs,
    signal,
  });
  switch (waited.type) {
    case "value":
      return;
    case "failed":
      throw threw("load", waited.error);
    case "timeout":
      throw tooSlow("load", limitMs);
    case "aborted":
      throw new AssayError({ code: "aborted", message: "The load was stopped." });
    default:
      waited satisfies never;
  }
}

async function requireWeights(path: string): Promise<void> {
  await access(path).catch((cause: unknown) => {
    throw new AssayError({
      code: "model-missing",
      message: `The weights at ${path} could not be read (${explainSystemError(cause)}).`,
      hint: "Check the path of the weights.",
      cause,
    });
  });
}

function readHonours({ honours = {} }: Adapter): { readonly temperature: boolean; readonly seed: boolean } {
  if (typeof honours !== "object" || honours === null) return refuseHonours(honours);
  for (const [name, value] of Object.entries(honours))
    if (!["temperature", "seed"].includes(name) || typeof value !== "boolean") refuseHonours({ [name]: value });
  return { temperature: Reflect.get(honours, "temperature") === true, seed: Reflect.get(honours, "seed") === true };
}

function refuseHonours(value: unknown): never {
  throw new AssayError({
    code: "adapter-failed",
    message: `The adapter's \`honours\` must say true or false of temperature and seed only, not ${JSON.stringify(value)}.`,
    hint: `Write it as \`export const honours = { temperature: true, seed: true };\`.`,
  });
}

function refuse(name: string, rule: string, value: unknown): never {
  throw new AssayError({
    code: "invalid-input",
    message: `The adapter cannot be loaded: ${name} must be ${rule}, not ${value}.`,
    hint: `Correct ${name}.`,
  });
}
