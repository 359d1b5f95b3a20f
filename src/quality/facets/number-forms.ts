/**
 * Writes each number with digits and at most one point: "1,200" and "1'200" become "1200", "1.200,5" becomes "1200.5".
 *
 * Numbers that can be read in two ways are read as English: "1.200" stays, "1,200" is 1200. One comma not
 * before three digits is a decimal comma. "12.00" is 12, but "3.10" is not 3.1, as versions count that way.
 */
export function toPlainNumbers(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}.])\.(?=\d)/gu, "0.").replace(/(?<![\p{L}\p{N}.])\d+(?:[.,']\d+)*/gu, (number) =>
    plainNumber(number)
      .replace(/^0+(?=\d)/, "")
      .replace(/^(\d+)\.0+$/, "$1"),
  );
}

function plainNumber(number: string): string {
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(number)) return number.replaceAll(",", "");
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(number) || /^\d{1,3}(\.\d{3}){2,}$/.test(number))
    return number.replaceAll(".", "").replace(",", ".");
  if (/^\d{1,3}('\d{3})+(\.\d+)?$/.test(number)) return number.replaceAll("'", "");
  if (/^\d+,\d+$/.test(number)) return number.replace(",", ".");
  return number.replace(/[,']/g, " ");
}
