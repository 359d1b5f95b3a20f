import type { Block, Field } from "./block.ts";
import { readLabel } from "./field-labels.ts";

const FIELD = /^[\s>*_`"'\-+•]*([\p{L}][\p{L} /()-]{0,30}?)[\s*_`"']*(?:[:=]|\s[-–—])[\s*_`]*(\S.*)$/su;

/** The longest line that can give the name of the record below it. */
const MOST_TITLE_WORDS = 12;

/** Reads "Due: Wednesday" or "**Owner** - Helen"; absent when its label is none that records are made of. */
function readField(text: string): Field | undefined {
  const [, label = "", value = ""] = FIELD.exec(text) ?? [];
  // "Owner: Helen, due: Wednesday" is a whole record in one line.
  if (readLabel(label) === undefined || /[,;|]\s*[\p{L} ]{2,15}:\s/u.test(value)) return undefined;
  return { label, value };
}

/**
 * Makes records of label lines that follow each other: "Owner: Helen", "Task: the survey", "Due: Wednesday". One ends
 * where a label comes again. The short line above the first one belongs to it ("1. The survey").
 */
export function groupLines(blocks: readonly Block[]): readonly Block[] {
  const grouped: Block[] = [];
  let open: Field[] = [];
  let lines: string[] = [];
  const close = () => {
    if (open.length === 0) return;
    const title = open.length < 3 || !hasTask(open) ? takeTitle(grouped) : undefined;
    const fields = title === undefined ? open : [{ label: "", value: title }, ...open];
    grouped.push({ type: "record", fields, text: [title, ...lines].filter((line) => line !== undefined).join("\n") });
    open = [];
    lines = [];
  };
  for (const block of blocks) {
    const field = block.type === "line" ? readField(block.text) : undefined;
    if (block.type !== "line" || field === undefined) {
      close();
      grouped.push(block);
      continue;
    }
    if (open.some(({ label }) => label.toLowerCase() === field.label.toLowerCase())) close();
    open.push(field);
    lines.push(block.text);
  }
  close();
  return grouped;
}

function hasTask(fields: readonly Field[]): boolean {
  return fields.some(({ label }) => readLabel(label) === "other");
}

function takeTitle(blocks: Block[]): string | undefined {
  const last = blocks.at(-1);
  if (last?.type !== "line" || last.text.split(/\s+/).length > MOST_TITLE_WORDS || /[.!?]\s*$/.test(last.text))
    return undefined;
  blocks.pop();
  return last.text;
}
