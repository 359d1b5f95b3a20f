import { onlyEmbeds } from "./capabilities.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/** Task of a model: as the catalog says, else by its capabilities. Names: those of Foundry Local's catalog. */
export function taskOf({ task, capabilities }: Pick<ResolvedModel, "task" | "capabilities">): string {
  return task ?? (onlyEmbeds({ capabilities }) ? "embeddings" : "chat-completion");
}
