import { drawSvg, type Pen } from "../charts/chart.ts";
import type { TargetKey } from "../content/target-keys.ts";
import { type Html, html, trustedHtml } from "./html.ts";

/** The small signs that stand for targets throughout the page. */
export interface TargetBadges {
  /** The letter alone. */
  letter(target: string): Html;
  /** Letter and name. */
  name(target: string): Html;
  /** Every target with letter, shape and name, for the charts. */
  readonly legend: Html;
}

/** Creates the signs; a target that the run does not know is shown by its name. */
export function createTargetBadges(pen: Pen, keys: ReadonlyMap<string, TargetKey>): TargetBadges {
  const letter = (target: string) => {
    const key = keys.get(target);
    return key === undefined ? html`` : html`<span class="badge" style="--target: ${key.colour}">${key.letter}</span>`;
  };
  const items = [...keys.values()].map(
    (key) => html`<li>${letter(key.target)} ${trustedHtml(glyph(pen, key))} <span>${key.target}</span></li>`,
  );
  return {
    letter,
    name: (target) => html`<span class="target">${letter(target)} <span class="target-name">${target}</span></span>`,
    legend: html`<ul class="legend">${items}</ul>`,
  };
}

function glyph({ plot, document }: Pen, { symbol, colour }: TargetKey): string {
  const dot = plot.dot([0], { x: 0, y: 0, symbol, r: 5, fill: colour });
  const box = { width: 16, height: 16, margin: 0, axis: null };
  return drawSvg({ plot, document }, symbol, {
    ...box,
    x: { domain: [-1, 1] },
    y: { domain: [-1, 1] },
    marks: [dot],
  });
}
