import { readFileSync } from "node:fs";

/** What a document asks to be done or shown, in its order. */
export type Step =
  | { readonly type: "console"; readonly line: number; readonly commands: readonly Command[] }
  /** A file that the text before the block names. */
  | { readonly type: "file"; readonly line: number; readonly path: string; readonly content: string }
  | { readonly type: "python"; readonly line: number; readonly content: string }
  | { readonly type: "powershell"; readonly line: number; readonly content: string }
  /** What stands first in a row of a table of trouble. */
  | { readonly type: "trouble"; readonly line: number; readonly complaint: string };

export interface Command {
  readonly text: string;
  /** Lines that its output has, in this order; `...` stands for anything. */
  readonly expected: readonly string[];
}

/**
 * Reads the blocks of a document that can be carried out, and the rows of its tables below headings with "Trouble"; these
 * come at the end of their section, once its commands have been carried out.
 */
export function readDocument(path: string): Step[] {
  const lines = readFileSync(path, "utf8").split(/\r?\n/);
  const steps: Step[] = [];
  let heading = "";
  let trouble: Step[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index] ?? "";
    const line = index + 1;
    if (text.startsWith("#")) {
      steps.push(...trouble);
      trouble = [];
      heading = text;
    }
    if (text.startsWith("```")) {
      const end = lines.indexOf("```", index + 1);
      const step = readBlock(text.slice(3), lines.slice(index + 1, end), lines[index - 2] ?? "", line);
      if (step !== undefined) steps.push(step);
      index = end;
    } else if (heading.includes("Trouble") && text.startsWith("| ") && !text.startsWith("| the workshop says"))
      trouble.push({ type: "trouble", line, complaint: text.split(" | ")[0]?.slice(2) ?? "" });
  }
  return steps;
}

function readBlock(tag: string, lines: readonly string[], title: string, line: number): Step | undefined {
  const content = `${lines.join("\n")}\n`;
  const [, path] = /^`([\w./-]+)`:$/.exec(title) ?? [];
  if (path !== undefined) return { type: "file", line, path, content };
  if (tag === "console") return { type: "console", line, commands: readCommands(lines) };
  return tag === "python" || tag === "powershell" ? { type: tag, line, content } : undefined;
}

function readCommands(lines: readonly string[]): Command[] {
  const commands: { text: string; expected: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith("$ ")) commands.push({ text: line.slice(2), expected: [] });
    else if (line.trim() !== "") commands.at(-1)?.expected.push(line);
  }
  return commands;
}
