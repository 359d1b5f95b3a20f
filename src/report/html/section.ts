import type { Html } from "./html.ts";

/** One part of the page, reachable from its table of contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}
