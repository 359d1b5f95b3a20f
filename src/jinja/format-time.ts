import { DAYS, MONTHS } from "../lib/calendar-names.ts";

/** Writes a local time as Python's `strftime()` does in the C locale; what is no field stays as it is. */
export function formatTime(time: Date, format: string): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [day = "", month = ""] = [DAYS[time.getDay()], MONTHS[time.getMonth()]];
  const hour = time.getHours() % 12 || 12;
  const fields: Readonly<Record<string, string>> = {
    Y: String(time.getFullYear()),
    y: two(time.getFullYear() % 100),
    m: two(time.getMonth() + 1),
    d: two(time.getDate()),
    e: String(time.getDate()).padStart(2, " "),
    B: month,
    b: month.slice(0, 3),
    A: day,
    a: day.slice(0, 3),
    H: two(time.getHours()),
    I: two(hour),
    M: two(time.getMinutes()),
    S: two(time.getSeconds()),
    p: time.getHours() < 12 ? "AM" : "PM",
    j: String(
      Math.round(
        (Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) - Date.UTC(time.getFullYear(), 0, 0)) /
          86_400_000,
      ),
    ).padStart(3, "0"),
    "%": "%",
  };
  // A dash takes the padding away, as glibc has it.
  return format.replace(/%(-?)([a-zA-Z%])/g, (whole, dash: string, name: string) => {
    const field = fields[name];
    return field === undefined ? whole : dash === "" ? field : field.replace(/^[0 ]+(?=.)/, "");
  });
}
