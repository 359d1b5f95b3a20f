/** A document to draw charts in: a page's own kind, elsewhere that of a DOM library. */
export async function createDocument(): Promise<Document> {
  if (typeof document !== "undefined") return document.implementation.createHTMLDocument();
  const { parseHTML } = await import("linkedom");
  return parseHTML("<!doctype html><html><body></body></html>").document;
}
