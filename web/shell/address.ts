import { signal } from "@preact/signals";

/** Parts of the address behind `#/`: `["runs", "2026-11-30"]` for `#/runs/2026-11-30`. */
export const address = signal(readAddress());

window.addEventListener("hashchange", () => {
  address.value = readAddress();
});

function readAddress(): readonly string[] {
  const [path = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return path
    .split("/")
    .filter((part) => part !== "")
    .map(decodePart);
}

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
