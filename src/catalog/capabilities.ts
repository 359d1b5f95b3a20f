import type { ResolvedModel } from "./resolved-model.ts";

type Capable = Pick<ResolvedModel, "capabilities">;

/** A model that says nothing of its abilities is taken for a chat model. */
export function onlyEmbeds({ capabilities = [] }: Capable): boolean {
  return capabilities.length > 0 && capabilities.every((can) => /embed/i.test(can));
}

/** Whether the catalog says that it was trained to call tools. */
export function callsTools({ capabilities = [] }: Capable): boolean {
  return capabilities.some((can) => /^tools?\b/i.test(can));
}
