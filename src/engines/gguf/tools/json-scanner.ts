/** Finds the end of a JSON object or list in a text that comes in pieces. */
export interface JsonScanner {
  /**
   * Reads on in the whole text so far.
   *
   * @returns where the value ends; `incomplete`; or `none` when the text begins with something else
   */
  scan(text: string): number | "incomplete" | "none";
}

export function createJsonScanner(): JsonScanner {
  let at = 0;
  let depth = 0;
  let inText = false;

  return {
    scan(text) {
      for (; at < text.length; at++) {
        const character = text.charAt(at);
        if (inText) {
          if (character === "\\") {
            // An escape whose second half has not come yet is read again with it.
            if (at + 1 === text.length) return "incomplete";
            at++;
          } else if (character === '"') inText = false;
        } else if (character === "{" || character === "[") depth++;
        else if (depth === 0) {
          if (character.trim() !== "") return "none";
        } else if (character === '"') inText = true;
        else if ((character === "}" || character === "]") && --depth === 0) return ++at;
      }
      return "incomplete";
    },
  };
}
