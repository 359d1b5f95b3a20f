import type { ModelCard } from "../../core/model-card.ts";
import { escapeMarkdown } from "../markdown/escape-markdown.ts";
import { cardRows, describeCardSource } from "./card-figures.ts";

/** A card as a section that the README of a model's repository can hold. */
export function toCardMarkdown(card: ModelCard): string {
  const { target, file, prompts, run, failed, samples, isDisturbed } = card;
  const rows = cardRows(card).map(
    ({ name, value, interval, n }) => `| ${[name, value, interval ?? "-", n].map(escapeMarkdown).join(" | ")} |`,
  );
  const doubts = [
    ...(failed > 0 ? [`${failed} of ${samples} requests failed.`] : []),
    ...(isDisturbed ? ["Something disturbed the timing: take it for a rough one."] : []),
  ];
  return [
    `## Measured: ${escapeMarkdown(target)}`,
    ["| figure | value | interval (95 %) | from |", "|---|---|---|---|", ...rows].join("\n"),
    [escapeMarkdown(describeCardSource(card)), ...doubts].join(" "),
    `Model file: SHA-256 \`${file.sha256}\`. Prompts: SHA-256 \`${prompts.digest}\`. Run: \`${run}\`.`,
    "Speed and memory are those of that machine: yours has others. `assay bench` measures them there.",
    "",
  ].join("\n\n");
}
