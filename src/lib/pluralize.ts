/** A number of things: `1 model`, `4 models`. */
export function pluralize(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
