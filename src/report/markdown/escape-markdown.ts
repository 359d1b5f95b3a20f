/**
 * Text that Markdown shows as it is: no emphasis, links, images, HTML or table borders come of it, and it stays on
 * one line. Names and messages may come from endpoints and files that we did not write.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced
      .replace(/[\s\u0000-\u001f\u007f]+/g, " ")
      .trim()
      .replace(/[\\`*<|~$]/g, "\\$&")
      // Brackets are plain text, as in an interval, unless they make a link, an image or a footnote.
      .replace(/\](?=[([:])|!(?=\[)|\[(?=\^)|&(?=#|\w+;)/g, "\\$&")
      // Inside a word, as in q4_0, an underscore is plain text.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
      .replace(/^([#>+-]|\d+[.)])(?=\s)/, "\\$1")
  );
}
