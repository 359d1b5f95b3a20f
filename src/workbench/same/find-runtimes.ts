import { onlyEmbeds } from "../../catalog/capabilities.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { refusalOf } from "../../catalog/why-not-runnable.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import type { MissingRuntime } from "../../sameness/same-result.ts";
import type { TargetLoaderContext } from "../bench/create-target-loader.ts";
import { planTargets, type TargetOptions } from "../bench/plan-targets.ts";
import type { Engines } from "../create-engines.ts";
import { resolveName } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";

export interface FindOptions extends Pick<TargetLoaderContext, "loadInPage"> {
  /** The model: an alias stands for all of its variants that are here. */
  readonly model: string;
  /** Further runtimes of the same model, by name, path or address. */
  readonly others?: readonly string[] | undefined;
  readonly target?: TargetOptions | undefined;
  readonly engines: Engines;
  readonly workspace: Workspace;
}

export interface FoundRuntimes {
  /** The first is the model's usual variant. */
  readonly targets: readonly TargetPlan[];
  readonly missing: readonly MissingRuntime[];
}

/**
 * Finds the runtimes of one model that are at hand: its files in their engines, the user's llama-server, a Foundry Local
 * service, and what the user names.
 *
 * @throws AssayError `unknown-model`, `unsupported` for a model that only embeds, `model-missing` when no file of it is here
 */
export async function findRuntimes(options: FindOptions): Promise<FoundRuntimes> {
  const { model, others = [], workspace, target } = options;
  const variants = await findVariants(model, workspace);
  const here = variants.filter((variant) => refusalOf(variant) === undefined);
  const missing = variants.filter((variant) => !here.includes(variant)).map(toMissing);
  if (here.length === 0 && others.length === 0) throw refusalOf(variants[0] as ResolvedModel) ?? noVariant(model);
  const own = await planTargets(here.map(nameOf), workspace, target);
  const [first] = own;
  const elsewhere: readonly (TargetPlan | MissingRuntime)[] =
    first === undefined ? [] : await Promise.all([atLlamaServer(first, options), atFoundry(first, options)]);
  const inPage = firstOfEachEngine(own).map((one) => toPageTarget(one, options));
  const named = others.length === 0 ? [] : await planTargets(others, workspace, target);
  return {
    targets: distinguish([...own, ...inPage.filter(isTarget), ...elsewhere.filter(isTarget), ...named]),
    missing: [...missing, ...inPage.filter(isMissing), ...elsewhere.filter(isMissing), ...missingFormats(own)],
  };
}

/** All variants of an alias, the usual one first; the one model that any other name stands for. */
async function findVariants(name: string, workspace: Workspace): Promise<readonly ResolvedModel[]> {
  const found = await resolveName(name, workspace);
  const [usual] = found;
  if (found.some(onlyEmbeds)) throw noChat(name);
  if (usual?.variant === undefined || usual.alias.toLowerCase() !== name.trim().toLowerCase()) return found;
  const all = await resolveName(`${usual.alias}:*`, workspace);
  return all.toSorted((a, b) => Number(b.variant === usual.variant) - Number(a.variant === usual.variant));
}

/** A name that stands for this variant alone. */
function nameOf({ alias, variant, source, id }: ResolvedModel): string {
  if (variant !== undefined) return `${alias}:${variant}`;
  return source.type === "file" ? source.path : id;
}

async function atLlamaServer(first: TargetPlan, { engines }: FindOptions): Promise<TargetPlan | MissingRuntime> {
  const runtime = "llama-server";
  if (first.engine !== "gguf") return { runtime, because: `${first.id} is no GGUF file` };
  const { available, hint, devices } = await engines["llama-server"].probe();
  if (!available) return { runtime, because: (devices[0]?.because ?? "it is not installed").replace(/\.$/, ""), hint };
  return { ...first, id: `${first.id}@llama-server`, engine: runtime };
}

/** A page takes its time: one variant tells how its runtime differs. */
function firstOfEachEngine(own: readonly TargetPlan[]): readonly TargetPlan[] {
  return own.filter(({ engine }, index) => own.findIndex((other) => other.engine === engine) === index);
}

/** The same file in a page: by wllama, or ONNX Runtime for pages. */
function toPageTarget(own: TargetPlan, { loadInPage }: FindOptions): TargetPlan | MissingRuntime {
  const runtime = `${own.id} in a page`;
  if (own.source.type !== "file") return { runtime, because: "it is no file" };
  if (loadInPage !== undefined) return { ...own, id: `${own.id}@browser`, device: "browser" };
  return { runtime, because: "there is no browser here, or it was left out", hint: "Open the page yourself." };
}

async function atFoundry(first: TargetPlan, { engines }: FindOptions): Promise<TargetPlan | MissingRuntime> {
  const runtime = "Foundry Local";
  if (first.source.type === "foundry") return { runtime, because: "it is the model's own" };
  const { available } = await engines.foundry.probe();
  if (!available) {
    const hint = "Install Foundry Local, or name the model's address at a service elsewhere.";
    return { runtime, because: "its program, foundry, is not on PATH", hint };
  }
  const { alias, device } = first;
  return { id: `${alias}@foundry`, alias, device, engine: "foundry", source: { type: "foundry", model: alias } };
}

function missingFormats(own: readonly TargetPlan[]): readonly MissingRuntime[] {
  if (own.some(({ engine }) => engine === "onnx")) return [];
  const hint = "Name the folder or the file of one as another runtime.";
  return [{ runtime: "ONNX Runtime", because: "the model has no ONNX variant that is here", hint }];
}

function toMissing(model: ResolvedModel): MissingRuntime {
  const { message, hint } = refusalOf(model) ?? noVariant(model.id);
  return { runtime: model.id, because: message.replace(/\.$/, ""), hint };
}

/** The same runtime may be named twice, and files of one name may lie in several folders. */
function distinguish(targets: readonly TargetPlan[]): readonly TargetPlan[] {
  const keyOf = ({ engine, source, device, chatTemplate, templateVariables }: TargetPlan) =>
    JSON.stringify([engine, source, device, chatTemplate, templateVariables]);
  const unique = [...new Map(targets.map((target) => [keyOf(target), target])).values()];
  return unique.map((target, index) => {
    const earlier = unique.slice(0, index).filter(({ id }) => id === target.id).length;
    return earlier === 0 ? target : { ...target, id: `${target.id}#${earlier + 1}` };
  });
}

function isTarget(found: TargetPlan | MissingRuntime): found is TargetPlan {
  return "engine" in found;
}

function isMissing(found: TargetPlan | MissingRuntime): found is MissingRuntime {
  return !isTarget(found);
}

function noChat(name: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `${name} cannot be compared: it only embeds, and answers no prompt.`,
    hint: "`assay model list` shows the models that chat.",
  });
}

function noVariant(name: string): AssayError {
  return toAssayError(new Error(`${name} has no variant that can run here.`), "model-missing");
}
