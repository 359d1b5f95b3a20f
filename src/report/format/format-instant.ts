/** A moment as UTC and, where it differs, by the clock of whoever writes the report: `2026-11-30 13:12 UTC (14:12 in Europe/Paris)`. */
export function formatInstant(
  iso: string,
  timeZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone,
): string {
  const utc = inZone(iso, "UTC");
  const local = inZone(iso, timeZone);
  if (local === utc) return `${utc} UTC`;
  const sameDay = local.slice(0, 10) === utc.slice(0, 10);
  return `${utc} UTC (${sameDay ? local.slice(11) : local} in ${timeZone})`;
}

/** `2026-11-30 13:12`, as Sweden writes it. */
function inZone(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone }).format(new Date(iso));
}
