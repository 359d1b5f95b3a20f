import { readFile, stat } from "node:fs/promises";
import { isTemplateText } from "../../dialect/named-templates.ts";

/** More than any real template has, and little enough to write down. */
const mostBytes = 1_000_000;

/**
 * The template itself in place of the file that it lies in, so that it can be recorded and handed on. What cannot be read,
 * or is no template, stays named: the load says so.
 */
export async function quoteTemplate(chatTemplate: string | undefined): Promise<string | undefined> {
  if (chatTemplate === undefined || isTemplateText(chatTemplate)) return chatTemplate;
  try {
    if ((await stat(chatTemplate)).size > mostBytes) return chatTemplate;
    const text = await readFile(chatTemplate, "utf8");
    return isTemplateText(text) ? text : chatTemplate;
  } catch {
    return chatTemplate;
  }
}
