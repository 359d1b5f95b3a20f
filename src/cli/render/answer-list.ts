import { wrapText } from "./wrap-text.ts";

/** Letters of an answer: enough to know it again. */
const EXCERPT = 140;

/** Answers as bullets, each with what is to be said of it first. */
export function renderAnswers(
  answers: readonly { readonly head: string; readonly answer: string }[],
  width: number,
): readonly string[] {
  return answers.map(({ head, answer }) => {
    const line = answer.replaceAll(/\s+/g, " ").trim();
    const excerpt = line.length > EXCERPT ? `${line.slice(0, EXCERPT)}...` : line;
    return [head, excerpt]
      .flatMap((text, index) => wrapText(text, width - 4).map((part) => (index === 0 ? `- ${part}` : `  ${part}`)))
      .join("\n");
  });
}
