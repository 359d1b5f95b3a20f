import { type CheckDefinition, failed, PASSED } from "../definition/check-definition.ts";
import { findOther, lineOf, readDocument, textOf, wordBlock } from "../text/read-document.ts";

/** The answer holds a fenced code block. */
export const code: CheckDefinition<"code"> = {
  type: "code",
  name: "Code",
  says: "The answer holds a fenced code block.",
  word: ({ language, only }) =>
    `${only === true ? "only a" : "a"} code block${language === undefined ? "" : ` in ${language}`}`,
  findFaults: () => [],
  run({ language, only = false }, { text }) {
    const document = readDocument(text);
    const blocks = document.blocks.filter((block) => block.type === "code");
    const [first] = blocks;
    if (first === undefined) return failed("The answer has no code block.");
    const isMeant = (lang: string | null | undefined) =>
      language === undefined || lang?.toLowerCase() === language.toLowerCase();
    if (!blocks.some(({ lang }) => isMeant(lang)))
      return failed(
        `The code block on line ${lineOf(first)} is ${first.lang ? `in ${first.lang}` : "of no named language"}, and must be in ${language}.`,
        textOf(first, document),
      );
    const other = only ? findOther(document, "code") : undefined;
    return other === undefined
      ? PASSED
      : failed(`Beside the code block, ${wordBlock(other)}.`, textOf(other, document));
  },
};
