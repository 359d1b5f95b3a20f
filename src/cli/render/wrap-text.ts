/** Longer lines are hard to read; also taken where the output is no terminal. */
export const MOST_WIDTH = 120;

/** Breaks a text into lines of at most `width` characters, at spaces where there are any; line breaks stay. */
export function wrapText(text: string, width: number): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const lines: string[] = [];
    let rest = line;
    while (rest.length > width) {
      const space = rest.lastIndexOf(" ", width);
      const end = space > 0 ? space : width;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    return [...lines, rest];
  });
}
