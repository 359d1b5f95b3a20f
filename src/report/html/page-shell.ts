import { type Html, html, type Section, trustedHtml } from "./html.ts";
import { STYLES } from "./styles.ts";

export interface PageParts {
  readonly title: string;
  /** Under the title: what was measured, on what, when. */
  readonly scope: Html;
  readonly sections: readonly Section[];
  readonly foot: Html;
  readonly assayVersion: string;
}

// Nothing may be fetched and no script may run, whatever a model wrote: a second wall behind the escaping.
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A whole page that needs nothing else. The section with the id `verdict` is its result. */
export function renderShell({ title, scope, sections, foot, assayVersion }: PageParts): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Assay ${assayVersion}">
<title>${title}</title>
<style>${trustedHtml(STYLES)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the result</a>
<header class="page-head">
<h1><span class="brand">Assay</span> ${title}</h1>
<p class="muted">${scope}</p>
<nav aria-label="Contents"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(renderSection)}
</main>
<footer class="muted">Written by Assay ${assayVersion}. ${foot}</footer>
</body>
</html>
`.markup;
}

function renderSection({ id, title, body, folded }: Section): Html {
  const heading = html`<h2 id="${id}-title">${title}</h2>`;
  const content = folded
    ? html`<details class="fold"><summary>${heading}</summary>${body}</details>`
    : html`${heading}${body}`;
  return html`<section id="${id}" aria-labelledby="${id}-title">${content}</section>\n`;
}
