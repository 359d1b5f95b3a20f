import { pluralize } from "../lib/pluralize.ts";

/** Providers change prices a few times a year; older ones are told of. */
const OLD_DAYS = 90;
const DAY_MS = 86_400_000;

/** Says how old a price of this day is; absent while it is younger than three months. */
export function describeAge(date: string, now: Date): string | undefined {
  const days = Math.floor((now.getTime() - Date.parse(date)) / DAY_MS);
  return days > OLD_DAYS ? `of ${date}, ${pluralize(days, "day")} old` : undefined;
}
