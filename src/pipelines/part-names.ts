import type { PipelineDefinition } from "../core/pipeline.ts";

/** The names of the models that a pipeline is made of, each once. */
export function partNamesOf(definition: PipelineDefinition): readonly string[] {
  return [...new Set(listNames(definition))];
}

function listNames(definition: PipelineDefinition): readonly string[] {
  switch (definition.kind) {
    case "draft-refine":
      return [definition.draft, definition.refine];
    case "cascade":
      return [definition.small, definition.large];
    case "router":
      return [...definition.routes.map(({ model }) => model), definition.otherwise];
    case "rag":
      return [definition.model, ...(definition.fallback === undefined ? [] : [definition.fallback])];
    default:
      return definition satisfies never;
  }
}
