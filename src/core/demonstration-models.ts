import type { ModelSource } from "./engine.ts";

/**
 * Whether a target is one of the models that come with the product, told by the name of its file or at its endpoint.
 *
 * They were trained on texts of one grammar, which the prompt set `meeting-notes` comes from too.
 */
export function isDemonstrationModel({ source }: { readonly source: ModelSource }): boolean {
  if (source.type === "file") return FILE.test(source.path);
  return (source.type === "endpoint" || source.type === "foundry") && NAME.test(source.model ?? "");
}

const FILE = /(?:^|[/\\])assay-notes-(?:micro|mini)-[^/\\]+\.gguf$/;
const NAME = /^(?:assay-)?notes-(?:micro|mini)(?![a-z])/i;
