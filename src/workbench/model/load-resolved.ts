import { requireRunnable } from "../../catalog/why-not-runnable.ts";
import type { Device, LoadedModel, LoadOptions, ModelSource, OpenPart } from "../../core/engine.ts";
import type { OpenDocuments } from "../../core/retriever.ts";
import { noteLastUse } from "../cache/note-use.ts";
import { type Engines, requireEngine } from "../create-engines.ts";
import type { Workspace } from "../workspace.ts";

/** Facts that loading a model needs: a resolved model, or the target of a plan. */
export interface Loadable extends Pick<LoadOptions, "chatTemplate" | "templateVariables"> {
  readonly id: string;
  readonly alias: string;
  readonly engine: string;
  readonly source: ModelSource;
  /** Taken unless the load asks for another; absent: the CPU. */
  readonly device?: Device | undefined;
}

export interface LoadContext {
  readonly engines: Engines;
  readonly workspace: Workspace;
  /** Opens the models of a pipeline; absent: each is loaded for it alone. */
  readonly openPart?: OpenPart | undefined;
}

/**
 * Loads a model with its engine and notes that it was used. Every load of the product goes through here.
 *
 * @throws AssayError `model-missing` when it is not downloaded, `engine-missing`, and whatever the engine throws
 */
export async function loadResolved(model: Loadable, options: LoadOptions, context: LoadContext): Promise<LoadedModel> {
  const { engines, workspace, openPart = (part, load) => loadResolved(part, load, context) } = context;
  requireRunnable(model);
  const { id, device = "cpu", source, chatTemplate, templateVariables } = model;
  const engine = requireEngine(engines, model.engine);
  const loaded = await engine.load(source, {
    chatTemplate,
    templateVariables,
    ...options,
    id: options.id ?? id,
    device: options.device ?? device,
    ...(source.type === "pipeline" && { openPart, openDocuments: openDocumentsLater(openPart, workspace) }),
  });
  noteLastUse(source, workspace);
  return loaded;
}

/** SQLite is loaded by whoever answers from documents, and by no other load of a model. */
function openDocumentsLater(openPart: OpenPart, workspace: Workspace): OpenDocuments {
  return async (set, options) => {
    const { createDocumentsOpener } = await import("../documents/create-documents-opener.ts");
    return createDocumentsOpener(openPart, workspace)(set, options);
  };
}
