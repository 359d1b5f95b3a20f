/** Text of a model for the terminal: control characters, which could move the cursor or change its title, are left out. */
export function toSafeText(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, "");
}
