import { giveKey } from "./session.ts";

/** Takes the key from a link for another device, before anything is asked; it has no place in the history. */
export function takeKey(): void {
  const [room = "", query = ""] = location.hash.split("?");
  const key = new URLSearchParams(query).get("key");
  if (room !== "#/measure" || key === null) return;
  giveKey(key);
  history.replaceState(null, "", room);
}
