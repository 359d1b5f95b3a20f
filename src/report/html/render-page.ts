import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatInstant } from "../format/format-instant.ts";
import { type Html, html, type Section, trustedHtml } from "./html.ts";
import { STYLES } from "./styles.ts";

// Nothing may be fetched and no script may run, whatever a model wrote: a second wall behind the escaping.
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole page around its sections. */
export function renderPage(summary: RunSummary, sections: readonly Section[]): string {
  const { run } = summary;
  const { plan } = run;
  const title = `Benchmark report: ${plan.prompts.name}`;
  const measured = summary.scorecards.filter((card) => card.status !== "failed").length;
  const targets =
    measured === summary.scorecards.length
      ? pluralize(measured, "model")
      : `${measured} of ${pluralize(summary.scorecards.length, "model")}`;
  const scope = [targets, pluralize(plan.prompts.prompts.length, "prompt"), pluralize(plan.rounds, "round")].join(", ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Assay ${run.assayVersion}">
<title>${title}</title>
<style>${trustedHtml(STYLES)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the result</a>
<header class="page-head">
<h1><span class="brand">Assay</span> ${title}</h1>
<p class="muted">${scope} on ${run.environment.cpuModel ?? run.environment.platform} · <time datetime="${run.createdAt}">${formatInstant(run.createdAt)}</time></p>
<nav aria-label="Contents"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(renderSection)}
</main>
<footer class="muted">Written by Assay ${run.assayVersion}. Run <code>${run.id}</code>, plan digest <code>${run.digest.slice(0, 16)}</code>.</footer>
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
