import { existsSync } from "node:fs";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { findExecutables } from "./find-executables.ts";

/** Browsers that run pages without a window, by their names on PATH. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"];

/** Where they lie on systems that do not put programs on PATH. */
const USUAL_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Finds a Chromium, Chrome or Edge of this machine; `CHROMIUM_PATH` names another one. Absent where there is none. */
export function findBrowser(env: EnvironmentVariables): string | undefined {
  const [named] = NAMES.flatMap((name) => findExecutables(name, { env }));
  return env.CHROMIUM_PATH ?? named ?? USUAL_PLACES.find((path) => existsSync(path));
}
