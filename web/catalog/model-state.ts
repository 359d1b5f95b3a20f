import type { CatalogModelReport } from "../../src/wire/assay/catalog.ts";

/** Whether it can be asked as it is: its file is here, or it needs none. */
export function isHere({ state }: CatalogModelReport): boolean {
  return state === "ready" || state === "remote" || state === "scripted";
}

/** Whether it answers conversations: what only embeds or continues a text does not. */
export function canChat({ task, hasTemplate, problem }: CatalogModelReport): boolean {
  return task === "chat-completion" && hasTemplate !== false && problem === undefined;
}
