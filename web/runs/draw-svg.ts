import { h, type VNode } from "preact";

/** Shapes and texts: nothing that runs, links, loads or holds HTML. */
const PARTS = new Set(["svg", "g", "path", "line", "rect", "circle", "text", "tspan", "title"]);

/** What they look like, where they stand, and what they say to a reader who does not see them. */
const ATTRIBUTES =
  /^(aria-\w+|class|role|fill|stroke|fill-opacity|opacity|paint-order|transform|viewBox|width|height|[xyrd]|[xy][12]|[cdr][xy]|text-anchor|font-(family|size|weight|variant)|stroke-\w+)$/;

/** Draws a picture that came as SVG, of such parts alone; undefined where it is none. */
export function drawSvg(markup: string): VNode | undefined {
  const svg = new DOMParser().parseFromString(markup, "text/html").querySelector("svg");
  return svg === null ? undefined : draw(svg);
}

function draw(part: Element): VNode {
  const attributes = [...part.attributes].filter(({ name }) => ATTRIBUTES.test(name));
  return h(
    part.localName,
    Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
    [...part.childNodes].map((child) => {
      if (child instanceof Element) return PARTS.has(child.localName) ? draw(child) : undefined;
      return child.textContent;
    }),
  );
}
