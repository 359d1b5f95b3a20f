import { type Layer, RANKS } from "./layers.ts";

const START = "<!-- The table is written by tools/write-docs.ts from tools/layers.ts. -->";
const END = "<!-- End of the table. -->";

/** Puts the table of layers into the text of docs/architecture.md, between its two marks. */
export function renderLayers(page: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`docs/architecture.md must hold the marks ${START} and ${END}`);
  const rows = RANKS.flatMap((layers, index) => layers.map((layer) => renderRow(index + 1, layer)));
  return `${page.slice(0, start)}${START}\n\n| rank | folder | holds |\n|---|---|---|\n${rows.join("\n")}\n\n${page.slice(end)}`;
}

function renderRow(rank: number, { folder, holds, browserSafe }: Layer): string {
  const safe =
    browserSafe === undefined
      ? ""
      : browserSafe === true
        ? ". Browser-safe"
        : `. Browser-safe: ${browserSafe.map((part) => `\`${part}\``).join(", ")}`;
  return `| ${rank} | \`src/${folder}/\` | ${holds}${safe} |`;
}
