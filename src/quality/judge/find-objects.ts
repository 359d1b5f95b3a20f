/** The longest reply that is searched; a reply is short, and a search from every brace would take the square of its length. */
const MOST_CHARACTERS = 20_000;

/** Finds the outermost JSON objects of a text that are whole, whatever stands around them: fences, prose, half objects. */
export function findObjects(text: string): readonly Readonly<Record<string, unknown>>[] {
  const searched = text.slice(0, MOST_CHARACTERS);
  const found: Readonly<Record<string, unknown>>[] = [];
  let start = searched.indexOf("{");
  while (start !== -1) {
    const end = findEnd(searched, start);
    const object = end === undefined ? undefined : parse(searched.slice(start, end));
    if (object !== undefined) found.push(object);
    start = searched.indexOf("{", object === undefined || end === undefined ? start + 1 : end);
  }
  return found;
}

/** The place behind the brace that closes the one at `start`; undefined where none does. */
function findEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isText && character === "\\") at++;
    else if (character === '"') isText = !isText;
    else if (!isText && character === "{") depth++;
    else if (!isText && character === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Models often leave a comma before the closing brace; nothing else is put right. */
function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  for (const written of [text, text.replaceAll(/,(?=\s*[}\]])/g, "")]) {
    try {
      return JSON.parse(written);
    } catch {
      // Not JSON as it stands: the reader of the reply says so.
    }
  }
  return undefined;
}
