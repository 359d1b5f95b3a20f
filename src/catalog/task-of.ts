import { onlyEmbeds } from "./capabilities.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/** What a model is for: as the catalog says, else by what it can do. Names: those of Foundry Local's catalog. */
export function taskOf({ task, capabilities }: Pick<ResolvedModel, "task" | "capabilities">): string {
  return task ?? (onlyEmbeds({ capabilities }) ? "embeddings" : "chat-completion");
}
