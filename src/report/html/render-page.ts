import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { html, type Section, trustedHtml } from "./html.ts";
import { STYLES } from "./styles.ts";

// Nothing may be fetched and no script may run, whatever a model wrote: a second wall behind the escaping.
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole page around its sections. */
export function renderPage(summary: RunSummary, sections: readonly Section[]): string {
  const { run } = summary;
  const { plan } = run;
  const measured = summary.scorecards.filter((card) => card.status !== "failed").length;
  const title = `Benchmark report: ${plan.prompts.name}`;
  const figures = [
    [`${measured} of ${plan.targets.length}`, "targets measured"],
    [String(plan.prompts.prompts.length), "prompts"],
    [String(plan.rounds), plan.rounds === 1 ? "round" : "rounds"],
    [summary.recorded.toLocaleString("en-US"), "requests"],
  ] as const;
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
<p class="brand">Assay</p>
<h1>${title}</h1>
<p class="muted">${run.id} · <time datetime="${run.createdAt}">${run.createdAt.slice(0, 16).replace("T", " ")} UTC</time> · ${run.environment.cpuModel ?? run.environment.platform}</p>
<ul class="scope">${figures.map(([value, name]) => html`<li><strong>${value}</strong> ${name}</li>`)}</ul>
<nav aria-label="Contents"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(({ id, title, body }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>\n`)}
</main>
<footer class="muted">Written by Assay ${run.assayVersion}. Plan digest <code>${run.digest.slice(0, 16)}</code>.</footer>
</body>
</html>
`.markup;
}
