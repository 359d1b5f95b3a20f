/** The first of these words or phrases that a text has, as whole words and in any case. */
export function findTopic(text: string, topics: readonly string[]): string | undefined {
  const words = toWords(text);
  return topics.find((topic) => words.includes(toWords(topic)));
}

/** Letters and digits of any script, with one blank around each word. */
function toWords(text: string): string {
  return ` ${text
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "")
    .join(" ")} `;
}
