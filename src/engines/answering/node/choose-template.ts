import { readFile } from "node:fs/promises";
import type { LoadOptions } from "../../../core/engine.ts";
import { AssayError } from "../../../core/errors.ts";
import { isTemplateText, namedTemplates } from "../../../dialect/named-templates.ts";

/** The template that was asked for, else the model's own; undefined where there is none. */
export async function chooseTemplate(
  own: string | undefined,
  { chatTemplate }: Pick<LoadOptions, "chatTemplate">,
): Promise<string | undefined> {
  if (chatTemplate === undefined) return own?.trim() === "" ? undefined : own;
  if (isTemplateText(chatTemplate)) return chatTemplate;
  if (Object.hasOwn(namedTemplates, chatTemplate)) return namedTemplates[chatTemplate];
  try {
    return await readFile(chatTemplate, "utf8");
  } catch (cause) {
    throw new AssayError({
      code: "invalid-input",
      message: `The chat template must be a file or one of ${Object.keys(namedTemplates).join(", ")}, not ${JSON.stringify(chatTemplate)}`,
      hint: "Name one of them, or the path of a file that holds a Jinja template.",
      cause,
    });
  }
}
