import { Html } from "./html.ts";

/** A data block that a page holds and no browser runs: JSON in which nothing can end the element or start another. */
export function embedJson(id: "assay-report" | "assay-samples", json: string): Html {
  const safe = json.replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return new Html(`<script type="application/json" id="${id}">${safe}</script>`);
}
