/** Length of the end of a text that may be the beginning of one of the marks. */
export function countOverlap(text: string, marks: readonly string[]): number {
  let length = 0;
  for (const mark of marks)
    for (let size = Math.min(mark.length - 1, text.length); size > length; size--)
      if (text.endsWith(mark.slice(0, size))) length = size;
  return length;
}
