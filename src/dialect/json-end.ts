/** Where the JSON object or list at a text's beginning ends; undefined when it does not, or the text begins otherwise. */
export function findJsonEnd(text: string): number | undefined {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inText) {
      if (character === "\\") at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === "{" || character === "[") depth++;
    else if ((character === "}" || character === "]") && --depth === 0) return at + 1;
    if (depth === 0) return undefined;
  }
  return undefined;
}
