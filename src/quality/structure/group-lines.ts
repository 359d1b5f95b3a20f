import type { Block, Field } from "./block.ts";
import { readLabel } from "./field-labels.ts";

const FIELD = /^[\s>*_`"'\-+•]*([\p{L}][\p{L} /()-]{0,30}?)[\s*_`"']*(?:[:=]|\s[-–—])[\s*_`]*(\S.*)$/su;

/** The longest line that can give the name of the record below it. */
const MOST_TITLE_WORDS = 12;

/** A label inside a line, as in "Owner: Helen, Task: the survey, Due: Friday". */
const INLINE = /(?:^|[,;|.]\s*|\s[-–—]\s*)[*_]*([\p{L}][\p{L} ]{0,20}?)[*_]*:[*_]*\s/gu;

/**
 * Makes records of label lines that follow each other: "Owner: Helen", "Task: the survey", "Due: Wednesday". One ends
 * where a label comes again. The short line above the first one belongs to it ("1. The survey").
 */
export function groupLines(blocks: readonly Block[]): readonly Block[] {
  const grouped: Block[] = [];
  let open: { field: Field; line: Block & { type: "line" } }[] = [];
  const close = () => {
    grouped.push(...closeRecord(open, grouped));
    open = [];
  };
  for (const block of blocks) {
    const field = block.type === "line" ? readField(block.text) : undefined;
    if (block.type !== "line" || field === undefined) {
      close();
      grouped.push(block.type === "line" ? (readInline(block.text) ?? block) : block);
      continue;
    }
    if (open.some((one) => one.field.label.toLowerCase() === field.label.toLowerCase())) close();
    open.push({ field, line: block });
  }
  close();
  return grouped;
}

/** Lines without an owner or a day are no record: "Decision: ..." stands by itself. */
function closeRecord(
  open: readonly { field: Field; line: Block & { type: "line" } }[],
  before: Block[],
): readonly Block[] {
  const kinds = new Set(open.map(({ field }) => readLabel(field.label)));
  if (!kinds.has("owner") && !kinds.has("due")) return open.map(({ line }) => line);
  const title = open.length < 3 || !kinds.has("other") ? takeTitle(before) : undefined;
  const fields = open.map(({ field }) => field);
  const lines = open.map(({ line }) => line.text);
  return [
    {
      type: "record",
      fields: title === undefined ? fields : [{ label: "", value: title }, ...fields],
      text: (title === undefined ? lines : [title, ...lines]).join("\n"),
    },
  ];
}

/** Reads "Due: Wednesday" or "**Owner** - Helen"; absent when its label is none that records are made of. */
function readField(text: string): Field | undefined {
  const [, label = "", value = ""] = FIELD.exec(text) ?? [];
  return readLabel(label) === undefined || readInline(text) !== undefined ? undefined : { label, value };
}

/** A line with several labels; absent when it has fewer than two. */
function readInline(text: string): Block | undefined {
  const labels = [...text.matchAll(INLINE)].filter(([, label = ""]) => readLabel(label) !== undefined);
  if (labels.length < 2) return undefined;
  const fields = labels.map((match, index) => ({
    label: match[1] ?? "",
    value: text.slice(match.index + match[0].length, labels[index + 1]?.index),
  }));
  const title = text.slice(0, labels[0]?.index);
  return {
    type: "record",
    fields: /[\p{L}\p{N}]/u.test(title) ? [{ label: "", value: title }, ...fields] : fields,
    text,
  };
}

function takeTitle(blocks: Block[]): string | undefined {
  const last = blocks.at(-1);
  if (last?.type !== "line" || last.text.split(/\s+/).length > MOST_TITLE_WORDS || /[.!?]\s*$/.test(last.text))
    return undefined;
  blocks.pop();
  return last.text;
}
