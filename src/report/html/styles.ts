/** The page's whole style sheet: colours of light and dark, then its parts from top to bottom. */
export const STYLES = `
:root { color-scheme: light;
  --page: #f4f4f0; --card: #ffffff; --ink: #1b2430; --muted: #55606e; --line: #dcddd6; --tint: #f3f2ea; --shade: #00000024;
  --accent: #7a5b0c; --accent-line: #c9a227; --bad: #b3261e; --good: #1e6b41;
  --target-0: #0068b5; --target-1: #c04a12; --target-2: #00755a; --target-3: #96428f;
  --target-4: #7a6400; --target-5: #3d4a61; --target-6: #1a7f9e; --target-7: #b02a50;
  --found-0: #f6d9d3; --found-1: #f4e6cf; --found-2: #e6ecd5; --found-3: #bfdcd2; --found-4: #0b6b58;
  --slow-0: #eef1f6; --slow-1: #d3deef; --slow-2: #aac3e3; --slow-3: #5f86bd; --slow-4: #254a80;
  --found-text-0: #1b2430; --found-text-1: #1b2430; --found-text-2: #1b2430; --found-text-3: #1b2430; --found-text-4: #ffffff;
  --slow-text-0: #1b2430; --slow-text-1: #1b2430; --slow-text-2: #1b2430; --slow-text-3: #0b1018; --slow-text-4: #ffffff; }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark;
  --page: #12161c; --card: #1a2029; --ink: #e7eaee; --muted: #a4afbc; --line: #323b48; --tint: #222a35; --shade: #00000080;
  --accent: #e3c368; --accent-line: #b8922a; --bad: #ff8a80; --good: #7fd6a4;
  --target-0: #62b0f5; --target-1: #ff9a6b; --target-2: #46cfa3; --target-3: #dc9ae0;
  --target-4: #dcc04e; --target-5: #b9c4d8; --target-6: #6fcfe8; --target-7: #ff8fab;
  --found-0: #5c2a26; --found-1: #523f22; --found-2: #3c4a2b; --found-3: #25564b; --found-4: #5fd3b4;
  --slow-0: #232b37; --slow-1: #2b3a52; --slow-2: #385380; --slow-3: #7fa6dd; --slow-4: #c3d8f7;
  --found-text-0: #f3ecea; --found-text-1: #f3efe8; --found-text-2: #eef2e8; --found-text-3: #eef6f3; --found-text-4: #08201a;
  --slow-text-0: #e7eaee; --slow-text-1: #e7eaee; --slow-text-2: #f2f5fa; --slow-text-3: #0b1018; --slow-text-4: #0b1018; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 1180px; padding: 0 24px 48px; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4, p, ul, dl, figure { margin: 0; }
h1, h2, .headline { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2.1rem; font-weight: 600; } h2 { font-size: 1.5rem; font-weight: 600; margin-bottom: 16px; }
h3 { font-size: 1rem; margin: 20px 0 6px; } h4 { font-size: .95rem; }
a { color: var(--accent); } small { font-size: .8em; }
code { font: .86em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
ul { padding-left: 1.15em; } li + li { margin-top: 4px; }
.muted, figcaption p, dt { color: var(--muted); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -9999px; } .skip:focus { left: 24px; top: 8px; background: var(--card); padding: 8px 12px; }
:focus-visible { outline: 3px solid var(--accent-line); outline-offset: 2px; }

.page-head { padding: 36px 0 20px; }
.brand { color: var(--accent); font-size: .82rem; font-weight: 700; letter-spacing: .16em; text-transform: uppercase; margin-bottom: 6px; }
.scope { display: flex; flex-wrap: wrap; gap: 4px 22px; list-style: none; padding: 0; margin: 14px 0 18px; color: var(--muted); }
.scope li { margin: 0; } .scope strong { color: var(--ink); font-size: 1.15rem; font-variant-numeric: tabular-nums; }
nav ul { display: flex; flex-wrap: wrap; gap: 6px 18px; list-style: none; padding: 10px 0 0; border-top: 1px solid var(--line); font-size: .92rem; }
nav li { margin: 0; } nav a { text-decoration: none; display: inline-block; padding: 4px 0; } nav a:hover { text-decoration: underline; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 26px 28px; margin-bottom: 20px; }
#verdict { border-top: 4px solid var(--accent-line); }
#verdict h2 { font: 700 .82rem/1.4 system-ui, sans-serif; letter-spacing: .1em; text-transform: uppercase; color: var(--accent); margin-bottom: 8px; }
.headline { font-size: 1.8rem; font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 14px 20px; margin: 20px 0 4px; padding: 16px 0; border: solid var(--line); border-width: 1px 0; }
.figures dt { font-size: .82rem; line-height: 1.35; } .figures dd { margin: 2px 0 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; line-height: 1.25; }
.unit { font-size: .9rem; color: var(--muted); } .figures small { display: block; font-size: .8rem; color: var(--muted); }
.columns { display: flex; flex-wrap: wrap; gap: 0 36px; } .columns > div { flex: 1 1 250px; } .columns > div:first-child { flex: 2 1 340px; }
.weights { list-style: none; padding: 0; max-width: 460px; } .weights li { display: grid; grid-template-columns: 7em 1fr 3em; align-items: center; gap: 10px; font-size: .92rem; }
.bar { height: 8px; border-radius: 4px; background: linear-gradient(90deg, var(--accent-line) var(--share), var(--tint) var(--share)); }
.weights span:last-child { text-align: right; font-variant-numeric: tabular-nums; }
.ruled-out { list-style: none; padding: 0; } .ruled-out li { display: flex; flex-wrap: wrap; gap: 2px 12px; }
.highlights { border-top: 1px solid var(--line); margin-top: 22px; padding-top: 2px; } #verdict .highlights:first-child { border: 0; margin: 0; }
.notice { background: var(--tint); border-left: 4px solid var(--accent-line); padding: 10px 14px; margin-bottom: 16px; border-radius: 4px; }

.target { display: inline-flex; gap: 8px; align-items: baseline; min-width: 0; } .target-name { overflow-wrap: anywhere; }
.badge { display: inline-block; min-width: 1.5em; padding: 0 .3em; border-radius: 5px; background: var(--target); color: var(--card); font-size: .82rem; font-weight: 700; line-height: 1.5; text-align: center; }
.scroll { position: relative; overflow-x: auto; background: linear-gradient(90deg, var(--card) 40%, transparent), linear-gradient(270deg, var(--card) 40%, transparent) 100% 0, linear-gradient(90deg, var(--shade), transparent), linear-gradient(270deg, var(--shade), transparent) 100% 0;
  background-repeat: no-repeat; background-size: 44px 100%, 44px 100%, 16px 100%, 16px 100%; background-attachment: local, local, scroll, scroll; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } 
th, td { padding: 9px 12px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; } thead th { font-size: .84rem; line-height: 1.35; vertical-align: bottom; }
tbody th { font-weight: 600; } tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } thead .number { white-space: normal; }
.number small { display: block; color: var(--muted); font-weight: 400; }
.stuck { position: sticky; left: 0; background: var(--card); z-index: 1; } .status-failed td { color: var(--muted); }
.comparison .target-name { white-space: nowrap; } .comparison th, .comparison td { padding: 9px 9px; } .comparison tr > :first-child { padding-left: 0; }

.legend { display: flex; flex-wrap: wrap; gap: 6px 22px; list-style: none; padding: 0; font-size: .92rem; } .legend li { display: flex; gap: 7px; align-items: center; margin: 0; overflow-wrap: anywhere; }
figure { display: grid; grid-template-columns: minmax(0, 760px) minmax(200px, 1fr); gap: 10px 36px; padding: 26px 0; border-top: 1px solid var(--line); margin-top: 18px; }
figure + figure { margin-top: 0; } figure:last-child { padding-bottom: 0; }
figcaption { grid-column: 2; } .chart { grid-column: 1; grid-row: 1; } figcaption h3 { font-size: 1.1rem; margin: 0 0 8px; } figcaption p { font-size: .92rem; margin-bottom: 8px; }
.plot { display: block; width: 100%; height: auto; overflow: visible; } .plot text { white-space: pre; } .legend .plot { width: 16px; } .chart-narrow { display: none; }

.problems { list-style: none; padding: 0; } .problems > li { display: grid; grid-template-columns: minmax(160px, 240px) 1fr; gap: 4px 20px; padding: 10px 0; border-top: 1px solid var(--line); margin: 0; } .problems > li:first-child { border: 0; padding-top: 0; }
.hint { color: var(--muted); } .lead { margin-bottom: 12px; color: var(--muted); }
.prompt { border-top: 1px solid var(--line); } .prompt > summary { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; padding: 10px 4px; cursor: pointer; }
.prompt > summary::before { content: "+"; width: 1em; color: var(--accent); font-weight: 700; } .prompt[open] > summary::before { content: "–"; }
.prompt > summary::-webkit-details-marker { display: none; } .prompt-name { flex: 1 1 8em; font-weight: 600; } .prompt-name small { color: var(--muted); font-weight: 400; margin-left: 6px; }
.chips { display: flex; flex-wrap: wrap; gap: 4px 12px; } .chip { font-size: .88rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.prompt-body { padding: 0 4px 20px 24px; } .prompt-body h3:first-child { margin-top: 4px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; background: var(--tint); border-radius: 8px; padding: 12px 14px; font-size: .94rem; max-height: 28em; overflow-y: auto; } .text + .text { margin-top: 8px; }
.answer { margin-top: 14px; } .answer-head { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; margin-bottom: 6px; } .answer-head .target { font-weight: 600; }
.flag { font-size: .8rem; color: var(--bad); border: 1px solid currentColor; border-radius: 99px; padding: 0 8px; }
.facets { width: auto; } .facets th, .facets td { padding: 6px 12px; } .facets tbody th { font-weight: 400; } .found { color: var(--good); font-weight: 700; } .missed { color: var(--bad); font-weight: 700; } .facets small { font-weight: 400; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 8px 28px; font-size: .93rem; } .facts dd { margin: 0; overflow-wrap: anywhere; } .facts dt { font-size: .82rem; }
.models { display: grid; gap: 18px; } .model { border-top: 1px solid var(--line); padding-top: 12px; } .model .facts { margin-top: 8px; grid-template-columns: repeat(auto-fill, minmax(145px, 1fr)); gap: 6px 20px; }
.formulas code { display: block; font-weight: 400; color: var(--muted); } footer { font-size: .85rem; padding: 4px; }

@media (max-width: 980px) { figure { grid-template-columns: minmax(0, 1fr); } figcaption, .chart { grid-column: 1; grid-row: auto; } }
@media (max-width: 640px) {
  body { padding: 0 10px 32px; font-size: 15.5px; } .page-head { padding: 24px 6px 14px; } h1 { font-size: 1.6rem; } .headline { font-size: 1.45rem; }
  section { padding: 18px 14px; border-radius: 10px; } .chart-wide { display: none; } .chart-narrow { display: block; max-width: 430px; }
  th, td { padding: 8px 9px; } .stuck { box-shadow: 1px 0 0 var(--line); } .comparison th.stuck { min-width: 112px; max-width: 40vw; padding-right: 8px; } .comparison .target { flex-direction: column; gap: 3px; } .comparison .target-name { white-space: normal; font-size: .86rem; line-height: 1.3; } .figures { grid-template-columns: 1fr 1fr; } .figures dd { font-size: 1.3rem; }
  .problems > li { grid-template-columns: 1fr; } .prompt-body { padding: 0 0 16px; } .formulas { min-width: 560px; }
}
@media print {
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; background: #fff; } section { border: 0; padding: 0; margin: 0 0 18pt; } nav, .skip { display: none; }
  section { break-inside: auto; } figure, .answer, tr, .model, .verdict { break-inside: avoid; } h2, h3 { break-after: avoid; }
  figure { grid-template-columns: 1fr; } figcaption, .chart { grid-column: 1; grid-row: auto; } .chart-wide { display: block; } .chart-narrow { display: none; }
  .scroll { overflow: visible; } .stuck { position: static; } table { font-size: 8pt; } th, td { padding: 3pt 4pt; } .comparison tbody th { min-width: 0; }
  .text { max-height: none; } details::details-content { content-visibility: visible; height: auto; } .badge, .bar, .plot * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
