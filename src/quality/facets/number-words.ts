/** Writes number words and ordinals as digits: "twenty-five" and "25th" become "25", "third" becomes "3". */
export function toNumberDigits(text: string): string {
  return text.replace(NUMBER_WORDS, toDigits).replace(/(?<![\p{L}\p{N}])(\d+)(?:st|nd|rd|th)(?![\p{L}\p{N}])/giu, "$1");
}

const UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINAL_UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
const ORDINAL_TEENS =
  "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(" ");
const ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(" ");

const VALUES = new Map<string, number>([
  ["zero", 0],
  ...[UNITS, ORDINAL_UNITS].flatMap((words) => words.map((word, index) => [word, index + 1] as const)),
  ...[TEENS, ORDINAL_TEENS].flatMap((words) => words.map((word, index) => [word, index + 10] as const)),
  ...[TENS, ORDINAL_TENS].flatMap((words) => words.map((word, index) => [word, (index + 2) * 10] as const)),
]);

// Tens with a unit come first, so that "twenty-five" is one number.
const NUMBER_WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(${TENS.join("|")})[\\s-]+(${[...UNITS, ...ORDINAL_UNITS].join("|")})|(${[...VALUES.keys()].join("|")}))(?![\\p{L}\\p{N}])`,
  "giu",
);

function toDigits(match: string, tens?: string, unit?: string, single?: string): string {
  const value = single === undefined ? numberOf(tens) + numberOf(unit) : numberOf(single);
  return Number.isNaN(value) ? match : String(value);
}

function numberOf(word: string | undefined): number {
  return VALUES.get((word ?? "").toLowerCase()) ?? Number.NaN;
}
