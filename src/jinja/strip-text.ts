/** White space as Python has it; JavaScript's own set differs. */
const blanks =
  "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

/** Takes characters off the ends of a text: white space, or those that are named. */
export function stripText(text: string, ends: "start" | "end" | "both", characters = blanks): string {
  let start = 0;
  let end = text.length;
  if (ends !== "end") while (start < end && characters.includes(text.charAt(start))) start++;
  if (ends !== "start") while (end > start && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
