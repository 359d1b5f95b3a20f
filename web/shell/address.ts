import { computed, signal } from "@preact/signals";

const hash = signal(location.hash);

window.addEventListener("hashchange", () => {
  hash.value = location.hash;
});

/** Parts of the address behind `#/`: `["runs", "2026-11-30"]` for `#/runs/2026-11-30`. */
export const address = computed<readonly string[]>(() => {
  const [path = ""] = hash.value.replace(/^#\/?/, "").split("?");
  return path
    .split("/")
    .filter((part) => part !== "")
    .map(decodePart);
});

/** What the address says behind a question mark: `model` is `notes-mini` in `#/chat?model=notes-mini`. */
export const addressQuery = computed(() => new URLSearchParams(/\?(.*)$/s.exec(hash.value)?.[1]));

/** A part that somebody typed may hold a percent sign that begins no code. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a place in a room, for links. */
export function toAddress(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** The address of a place that is to begin with something: `#/chat?model=notes-mini`. */
export function toQueryAddress(parts: readonly string[], query: Readonly<Record<string, string>>): string {
  return `${toAddress(...parts)}?${new URLSearchParams(query)}`;
}
