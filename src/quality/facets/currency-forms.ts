/** Writes an amount of money as number and plural word: "$1200", "1200 USD" and "1200 dollar" become "1200 dollars". Expects lower case and plain numbers. */
export function toCurrencyForms(text: string): string {
  return text.replace(
    MONEY,
    (_, amount?: string, after?: string, sign?: string, before?: string, otherAmount?: string) =>
      after === undefined
        ? `${sign}${otherAmount} ${CURRENCIES.get(before ?? "")} `
        : `${amount} ${CURRENCIES.get(after)} `,
  );
}

const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ...["$", "us$", "usd", "dollar", "dollars"].map((written) => [written, "dollars"] as const),
  ...["€", "eur", "euro", "euros"].map((written) => [written, "euros"] as const),
  ...["£", "gbp", "pound", "pounds"].map((written) => [written, "pounds"] as const),
  ...["¥", "jpy", "yen"].map((written) => [written, "yen"] as const),
  ...["₹", "inr", "rupee", "rupees"].map((written) => [written, "rupees"] as const),
]);

const AMOUNT = "(\\d+(?:\\.\\d+)?(?:k|m|bn?| thousand| million| billion)?)";

// A symbol between two numbers belongs to the second ("5 $10 cards"), a code to the first ("5 usd 10 cards").
// The sign of "-$5" stands before the symbol.
const MONEY = new RegExp(
  `(?<![\\p{L}\\p{N}])${AMOUNT}\\s?([$€£¥₹](?!\\s?\\d)|usd|dollars?|eur|euros?|gbp|pounds?|jpy|yen|inr|rupees?)(?![\\p{L}\\p{N}])` +
    `|(?<!\\p{L})(-?)((?:us)?\\$|[€£¥₹]|(?<!\\p{N})(?:usd|eur|gbp|jpy|inr))\\s?${AMOUNT}(?![\\p{L}\\p{N}])`,
  "gu",
);
