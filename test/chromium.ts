import { findBrowser } from "../src/system/find-browser.ts";

/** The browser that tests of pages use; absent where there is none. */
export const chromiumPath = findBrowser(process.env);

/** Why tests of pages are skipped; false where they are not. */
export const skipWithoutChromium = chromiumPath === undefined && "no Chromium found: set CHROMIUM_PATH to run this";

/** Flags of a Chromium that asks nobody for anything by itself. */
export const QUIET_FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
