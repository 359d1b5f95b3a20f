/** The page's whole style sheet: colours of light and dark, then its parts from top to bottom. */
export const STYLES = `
:root { color-scheme: light;
  --page: #f4f4f0; --card: #ffffff; --ink: #1b2430; --muted: #55606e; --line: #dcddd6; --tint: #f3f2ea; --shade: #00000024;
  --accent: #7a5b0c; --accent-line: #c9a227; --bad: #b3261e; --good: #1e6b41; --mark: #d9f0e2;
  --target-0: #0068b5; --target-1: #c04a12; --target-2: #00755a; --target-3: #96428f;
  --target-4: #7a6400; --target-5: #3d4a61; --target-6: #1a7f9e; --target-7: #b02a50; }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark;
  --page: #12161c; --card: #1a2029; --ink: #e7eaee; --muted: #a4afbc; --line: #323b48; --tint: #222a35; --shade: #00000080;
  --accent: #e3c368; --accent-line: #b8922a; --bad: #ff8a80; --good: #7fd6a4; --mark: #1f4a35;
  --target-0: #62b0f5; --target-1: #ff9a6b; --target-2: #46cfa3; --target-3: #dc9ae0;
  --target-4: #dcc04e; --target-5: #b9c4d8; --target-6: #6fcfe8; --target-7: #ff8fab; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 1180px; padding: 0 24px 48px; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4, p, ul, dl, figure { margin: 0; }
h1, h2, .headline { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 1.3rem; font-weight: 600; } h2 { font-size: 1.5rem; font-weight: 600; margin-bottom: 16px; }
h3 { font-size: 1rem; margin: 20px 0 6px; } h4 { font-size: .95rem; }
a { color: var(--accent); } small { font-size: .8em; }
code { font: .86em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
ul { padding-left: 1.15em; } li + li { margin-top: 4px; }
.muted, figcaption p, dt { color: var(--muted); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -9999px; } .skip:focus { left: 24px; top: 8px; background: var(--card); padding: 8px 12px; }
:focus-visible { outline: 3px solid var(--accent-line); outline-offset: 2px; }

.page-head { padding: 16px 4px 12px; font-size: .92rem; }
.brand { color: var(--accent); font: 700 .78rem/1 system-ui, sans-serif; letter-spacing: .16em; text-transform: uppercase; vertical-align: .2em; margin-right: 8px; }
nav ul { display: flex; flex-wrap: wrap; gap: 2px 16px; list-style: none; padding: 0; margin-top: 4px; font-size: .88rem; }
nav li { margin: 0; } nav a { text-decoration: none; display: inline-block; padding: 3px 0; } nav a:hover { text-decoration: underline; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 26px; margin-bottom: 16px; scroll-margin-top: 8px; }
#verdict { border-top: 4px solid var(--accent-line); padding-top: 16px; }
#verdict h2 { font: 700 .78rem/1.4 system-ui, sans-serif; letter-spacing: .1em; text-transform: uppercase; color: var(--accent); margin-bottom: 4px; }
.headline { font-size: 1.6rem; font-weight: 600; overflow-wrap: anywhere; }
.choice { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 540px); gap: 0 28px; margin-top: 16px; align-items: start; }
.choice.without-chart { grid-template-columns: 1fr; }
.cards > ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(235px, 1fr)); gap: 12px; list-style: none; padding: 0; }
.candidate { border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px 12px; margin: 0; min-width: 0; } .candidate.taken { border-color: var(--accent-line); background: var(--tint); box-shadow: inset 3px 0 0 var(--accent-line); }
.candidate-head { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; justify-content: space-between; font-weight: 600; font-size: .95rem; }
.role { font-size: .78rem; font-weight: 600; color: var(--accent); }
.candidate dl { display: grid; grid-template-columns: 1fr 1fr; gap: 6px 12px; margin-top: 6px; } .candidate dt { font-size: .74rem; line-height: 1.3; } .candidate dd { margin: 0; font-size: 1.08rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.unit { font-size: .8rem; color: var(--muted); } .candidate small { display: block; font-size: .72rem; color: var(--muted); }
.trust { display: grid; gap: 2px; margin-top: 12px; padding-top: 10px; border-top: 1px solid var(--line); font-size: .88rem; }
.trust > div { display: flex; gap: 10px; } .trust dt { flex: 0 0 5.6em; font-weight: 600; } .trust dd { margin: 0; } .doubt dt, .doubt dd { color: var(--bad); }
.columns { display: flex; flex-wrap: wrap; gap: 0 36px; } .columns > div { flex: 1 1 250px; } .columns > div:first-child { flex: 2 1 340px; } .columns h3 { margin-top: 0; }
.fold { border-top: 1px solid var(--line); margin-top: 14px; padding-top: 10px; } section > .fold:only-child { border: 0; margin: 0; padding: 0; }
.fold > summary { cursor: pointer; font-weight: 600; list-style: none; } .fold > summary h2 { display: inline; font-size: 1.15rem; margin: 0; } .fold > summary::before { content: "+"; display: inline-block; width: 1.1em; color: var(--accent); font-weight: 700; } .fold[open] > summary::before { content: "–"; }
.fold > summary::-webkit-details-marker { display: none; } .fold[open] > summary { margin-bottom: 12px; }
.notice { background: var(--tint); border-left: 4px solid var(--accent-line); padding: 10px 14px; margin-bottom: 16px; border-radius: 4px; }

.target { display: inline-flex; gap: 8px; align-items: baseline; min-width: 0; } .target-name { overflow-wrap: anywhere; }
.badge { display: inline-block; min-width: 1.5em; padding: 0 .3em; border-radius: 5px; background: var(--target); color: var(--card); font-size: .82rem; font-weight: 700; line-height: 1.5; text-align: center; }
.scroll { position: relative; overflow-x: auto; background: linear-gradient(90deg, var(--card) 40%, transparent), linear-gradient(270deg, var(--card) 40%, transparent) 100% 0, linear-gradient(90deg, var(--shade), transparent), linear-gradient(270deg, var(--shade), transparent) 100% 0;
  background-repeat: no-repeat; background-size: 44px 100%, 44px 100%, 16px 100%, 16px 100%; background-attachment: local, local, scroll, scroll; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } 
th, td { padding: 9px 12px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; } thead th { font-size: .84rem; line-height: 1.35; vertical-align: bottom; }
tbody th { font-weight: 600; } tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } thead .number { white-space: normal; }
.number small, td small { display: block; color: var(--muted); font-weight: 400; }
.stuck { position: sticky; left: 0; background: var(--card); z-index: 1; } .status-failed td { color: var(--muted); }
.comparison .target-name { white-space: nowrap; } .comparison th, .comparison td { padding: 9px 9px; } .comparison tr > :first-child { padding-left: 0; }

.word { color: inherit; text-decoration: underline dotted; text-underline-offset: 3px; text-decoration-color: var(--muted); }
.words { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); gap: 10px 28px; font-size: .93rem; } .words dt { font-weight: 600; color: var(--ink); } .words dd { margin: 0; color: var(--muted); } .words > :target { background: var(--tint); outline: 8px solid var(--tint); }
.downloads { list-style: none; padding: 0; } .downloads a { font-weight: 600; margin-right: 10px; }
figure { display: grid; grid-template-columns: minmax(0, 760px) minmax(200px, 1fr); gap: 10px 36px; padding: 22px 0 0; border-top: 1px solid var(--line); margin-top: 18px; }
figcaption { grid-column: 2; } .chart { grid-column: 1; grid-row: 1; } figcaption h3 { font-size: 1.05rem; margin: 0 0 6px; } figcaption p { font-size: .9rem; margin-bottom: 6px; }
.choice figure { display: block; padding: 0; border: 0; margin: 0; } .choice figcaption h3 { font-size: .95rem; margin: 0; } .choice figcaption p { font-size: .8rem; margin: 0; }
.plot { display: block; width: 100%; height: auto; overflow: visible; } .plot text { white-space: pre; } .chart-narrow { display: none; }

.problems { list-style: none; padding: 0; } .problems > li { display: grid; grid-template-columns: minmax(160px, 240px) 1fr; gap: 4px 20px; padding: 10px 0; border-top: 1px solid var(--line); margin: 0; } .problems > li:first-child { border: 0; padding-top: 0; }
.hint { color: var(--muted); } .lead { margin-bottom: 12px; color: var(--muted); }
.concerned { display: flex; flex-wrap: wrap; gap: 4px 12px; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 2px; }
.filter label { display: inline-flex; gap: 8px; align-items: center; font-weight: 600; cursor: pointer; padding: 4px 0; } .filter input { width: 18px; height: 18px; accent-color: var(--accent); }
#answers:has(#only-differing:checked) .alike { display: none; }
.prompt { border-top: 1px solid var(--line); } .prompt > summary { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; padding: 9px 4px; cursor: pointer; }
.prompt > summary::before { content: "+"; width: 1em; color: var(--accent); font-weight: 700; } .prompt[open] > summary::before { content: "–"; }
.prompt > summary::-webkit-details-marker { display: none; } .prompt-name { flex: 1 1 12em; font-weight: 600; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .prompt-name small { color: var(--muted); font-weight: 400; margin-left: 4px; } .preview { color: var(--muted); font-weight: 400; font-size: .88rem; margin-left: 6px; }
.chips { display: flex; flex-wrap: wrap; gap: 4px 12px; } .chip { font-size: .88rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.prompt-body { padding: 0 4px 20px 24px; } .asked > summary { cursor: pointer; color: var(--accent); font-size: .92rem; } .asked { margin-bottom: 10px; }
.side-by-side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 235px), 1fr)); gap: 4px 16px; }
.missing { list-style: none; padding: 0; margin-top: 6px; font-size: .86rem; color: var(--bad); } .missing li { display: inline; } .missing li + li:not(:nth-child(2))::before { content: " · "; } .missing-head { font-weight: 700; margin-right: 6px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; background: var(--tint); border-radius: 8px; padding: 12px 14px; font-size: .94rem; max-height: 28em; overflow-y: auto; } .text + .text { margin-top: 8px; }
.answer { margin-top: 14px; } .answer-head { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; margin-bottom: 6px; } .answer-head .target { font-weight: 600; }
.flag { font-size: .8rem; color: var(--bad); border: 1px solid currentColor; border-radius: 99px; padding: 0 8px; }
.facets { width: auto; } .facets th, .facets td { padding: 6px 12px; } .facets tbody th { font-weight: 400; } .found { color: var(--good); font-weight: 700; } .missed { color: var(--bad); font-weight: 700; } .facets small { font-weight: 400; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 8px 28px; font-size: .93rem; } .facts dd { margin: 0; overflow-wrap: anywhere; } .facts dt { font-size: .82rem; }
.models { display: grid; gap: 18px; } .model { border-top: 1px solid var(--line); padding-top: 12px; } .model .facts { margin-top: 8px; grid-template-columns: repeat(auto-fill, minmax(145px, 1fr)); gap: 6px 20px; }
.costs th:first-child, .costs td:first-child { padding-left: 0; } .formulas code { display: block; font-weight: 400; color: var(--muted); } footer { font-size: .85rem; padding: 4px; }

@media (max-width: 980px) { .choice { grid-template-columns: 1fr; } .choice figure { margin-top: 16px; } figure { grid-template-columns: minmax(0, 1fr); } figcaption, .chart { grid-column: 1; grid-row: auto; } }
@media (max-width: 640px) {
  body { padding: 0 8px 28px; font-size: 15.5px; } .page-head { padding: 10px 6px 8px; font-size: .82rem; } h1 { font-size: .98rem; } .brand { display: none; } nav { display: none; } .headline { font-size: 1.15rem; }
  section { padding: 14px 12px; border-radius: 10px; } #verdict { padding: 10px 12px; } .chart-wide { display: none; } .chart-narrow { display: block; max-width: 430px; }
  .choice { margin-top: 10px; } .cards > ul { gap: 6px; } .candidate { padding: 6px 10px; } .candidate dl { grid-template-columns: 1fr 1fr 1.2fr 1fr; gap: 0 6px; margin-top: 2px; } .candidate dl > div { display: flex; flex-direction: column; justify-content: space-between; min-width: 0; } .candidate dt { font-size: .64rem; } .candidate dd { font-size: .92rem; white-space: nowrap; } .candidate .unit { font-size: .62rem; } .candidate small { display: none; } .choice figure { margin-top: 10px; } .choice figcaption p { display: none; }
  .trust { font-size: .8rem; margin-top: 8px; padding-top: 8px; }
  th, td { padding: 8px 9px; } .stuck { box-shadow: 1px 0 0 var(--line); } .comparison th.stuck { min-width: 112px; max-width: 40vw; padding-right: 8px; } .comparison .target { flex-direction: column; gap: 3px; } .comparison .target-name { white-space: normal; font-size: .86rem; line-height: 1.3; }
  .problems > li { grid-template-columns: 1fr; } .prompt-body { padding: 0 0 16px; } .prompt-name { white-space: normal; flex-basis: 80%; } .formulas, .costs { min-width: 560px; }
}
@media print {
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; background: #fff; } section { border: 0; padding: 0; margin: 0 0 18pt; } nav, .skip, .filter, #downloads { display: none; }
  section { break-inside: auto; } figure, .answer, tr, .model, .verdict { break-inside: avoid; } h2, h3 { break-after: avoid; }
  figure { grid-template-columns: 1fr; } .choice { grid-template-columns: 1fr 1fr; } figcaption, .chart { grid-column: 1; grid-row: auto; } .chart-wide { display: block; } .chart-narrow { display: none; }
  .scroll { overflow: visible; } .stuck { position: static; } table { font-size: 8pt; } th, td { padding: 3pt 4pt; } .comparison tbody th { min-width: 0; }
  .text { max-height: none; } details::details-content { content-visibility: visible; height: auto; } .badge, .plot * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
