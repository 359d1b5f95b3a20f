import type { TargetKey } from "../content/target-keys.ts";
import { type Html, html } from "./html.ts";

/** The small signs that stand for targets throughout the page. */
export interface TargetBadges {
  /** The letter alone. */
  letter(target: string): Html;
  /** Letter and name. */
  name(target: string): Html;
}

/** Creates the signs; a target that the run does not know is shown by its name. */
export function createTargetBadges(keys: ReadonlyMap<string, TargetKey>): TargetBadges {
  const letter = (target: string) => {
    const key = keys.get(target);
    return key === undefined ? html`` : html`<span class="badge" style="--target: ${key.colour}">${key.letter}</span>`;
  };
  return {
    letter,
    name: (target) => html`<span class="target">${letter(target)} <span class="target-name">${target}</span></span>`,
  };
}
