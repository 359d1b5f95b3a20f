import type { ResolvedModel } from "./resolved-model.ts";

/** What a model is for: as the catalog says, else by what it can do. Names: those of Foundry Local's catalog. */
export function taskOf({ task, capabilities }: Pick<ResolvedModel, "task" | "capabilities">): string {
  const embeds =
    capabilities !== undefined && capabilities.length > 0 && capabilities.every((can) => /embed/i.test(can));
  return task ?? (embeds ? "embeddings" : "chat-completion");
}
