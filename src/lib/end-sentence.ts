/** Ends a text as a sentence. One that ends in a quoted value or a sign of its own is left as it is. */
export function endSentence(text: string): string {
  const ended = text.trimEnd();
  return /[.!?"…]$/.test(ended) ? ended : `${ended}.`;
}
