import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { renderReport } from "../../src/report/render-report.ts";
import { createRunStore } from "../../src/store/create-run-store.ts";
import { runComparisonSchema } from "../../src/wire/assay/compare-runs.ts";
import { runPictureSchema, runReportSchema, runsSchema } from "../../src/wire/assay/runs.ts";
import { readReport } from "../../src/workbench/report/read-report.ts";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { readWorkspace } from "../../src/workbench/workspace.ts";
import { ask } from "../fixtures/service/ask.ts";
import { recordRun } from "../fixtures/service/record-run.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const FIRST = "2026-11-20T10-00-00-first";
const SECOND = "2026-11-21T10-00-00-second";

async function start(context: TestContext) {
  const process = { identity: { settings: {} } as ServiceIdentity, isStopping: () => false, stop: async () => {} };
  const service = await startTestService(context, { process });
  return { ...service, runs: join(service.folder, "runs"), api: `${service.url}/assay/v1` };
}

test("runs are listed newest first, and a damaged one is an entry with its problem", async (context) => {
  const { api, folder, runs } = await start(context);
  assert.deepEqual((await ask(`${api}/runs`, "GET")).body, { runs: [] });
  await recordRun(folder, { id: FIRST, verdict: { verdict: "Take small.", winner: "small" } });
  await recordRun(folder, { id: SECOND });
  const damaged = ["2026-11-22T10-00-00-cut", "2026-11-19T10-00-00-odd"];
  mkdirSync(join(runs, damaged[0] ?? ""));
  writeFileSync(join(runs, damaged[0] ?? "", "run.json"), "{");
  await recordRun(folder, { id: damaged[1] ?? "" });
  writeFileSync(join(runs, damaged[1] ?? "", "run.lock"), "");
  const list = runsSchema.parse((await ask(`${api}/runs`, "GET")).body);
  assert.deepEqual(
    list.runs.map((run) => [run.id, run.type === "run" ? run.status : run.error.code]),
    [
      [damaged[0], "storage-failed"],
      [SECOND, "interrupted"],
      [FIRST, "complete"],
      [damaged[1], "interrupted"],
    ],
  );
  const first = list.runs.find(({ id }) => id === FIRST);
  assert.ok(first?.type === "run");
  assert.deepEqual([first.verdict, first.winner, first.targets], ["Take small.", "small", ["small", "large"]]);
  assert.deepEqual([first.rounds, first.prompts.count], [2, 8]);
  assert.ok(!JSON.stringify(list.runs.filter(({ type }) => type === "run")).includes(folder), "no folder is told");
});

test("a run's report is what `assay report --json` prints, and each file of it a form", async (context) => {
  const { api, folder, runs } = await start(context);
  await recordRun(folder, { id: FIRST, verdict: {} });
  const { settings } = await readWorkspace({ directory: folder, env: {} });
  const report = await readReport(FIRST, createRunStore({ directory: runs }), { settings });
  for (const id of [FIRST, "latest"]) {
    const { text, body } = await ask(`${api}/runs/${id}`, "GET");
    assert.equal(text, await renderReport("json", report));
    assert.ok(runReportSchema.parse(body));
    const { picture } = runPictureSchema.parse((await ask(`${api}/runs/${id}/picture`, "GET")).body);
    for (const svg of [picture?.wide, picture?.narrow])
      assert.match(svg ?? "", /^<svg .*aria-label="Quality against latency: small .*<\/svg>$/s);
  }
  assert.equal((await ask(`${api}/runs/${SECOND}/picture`, "GET")).status, 404);
  for (const [file, form, type] of [
    ["report.md", "markdown", "text/markdown"],
    ["samples.csv", "samples", "text/csv"],
    ["report.csv", "csv", "text/csv"],
    ["report.html", "html", "text/html"],
  ] as const) {
    const { text, headers, status } = await ask(`${api}/runs/${FIRST}/${file}`, "GET");
    assert.equal(status, 200);
    assert.ok(headers.get("content-type")?.startsWith(type), file);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("content-disposition") ?? "", /filename="2026-11-20T10-00-00-first-/);
    if (form !== "html") assert.equal(text, await renderReport(form, report));
    else assert.match(text, /<!doctype html>/);
    const policy = headers.get("content-security-policy");
    assert.ok(form === "html" ? policy?.includes("sandbox allow-downloads") : policy === null);
  }
});

test("what is no run is refused, and no path leads out of the folder", async (context) => {
  const { api, folder, url } = await start(context);
  await recordRun(folder, { id: FIRST, verdict: {} });
  await recordRun(join(folder, "other"), { id: SECOND, verdict: {} });
  const outside = encodeURIComponent(join(folder, "other", "runs", SECOND));
  for (const id of ["..", "..%2f..", "%2e%2e%2fother%2fruns", outside, "a%00b", "x".repeat(101), "con"])
    for (const path of [`runs/${id}`, `runs/${id}/report.html`, `compare?base=${FIRST}&head=${id}`]) {
      const { status } = await ask(`${api}/${path}`, "GET");
      assert.ok([400, 404].includes(status), `${path}: ${status}`);
    }
  assert.equal((await ask(`${api}/runs/none`, "GET")).body.error.code, "run_missing");
  for (const file of ["run.json", "samples.jsonl", "run.lock", "x", "..%2frun.json"])
    assert.equal((await ask(`${api}/runs/${FIRST}/${file}`, "GET")).status, 400, file);
  for (const query of ["", `?base=${FIRST}`, `?base=${FIRST}&head=${FIRST}&x=1`, `?base=${FIRST}&base=${FIRST}&head=x`])
    assert.equal((await ask(`${api}/compare${query}`, "GET")).status, 400, query);
  for (const path of ["../../../etc/passwd", "/etc/passwd", `/assay/v1/runs/${FIRST}/../x`, "/v1/models", ""])
    assert.equal((await ask(`${url}/assay/v1/tickets`, "POST", { path })).status, 400, path);
});

test("two runs are compared target by target, in the words of a report", async (context) => {
  const { api, folder } = await start(context);
  await recordRun(folder, { id: FIRST, verdict: {} });
  const targets = [
    { id: "small", latencyMs: 200, residentBytes: 1e8 },
    { id: "new", latencyMs: 300, residentBytes: 3e8 },
  ];
  await recordRun(folder, { id: SECOND, targets, verdict: {} });
  const { body } = await ask(`${api}/compare?base=${FIRST}&head=${SECOND}`, "GET");
  const { base, head, obstacle, targets: compared, cautions, recommendation } = runComparisonSchema.parse(body);
  assert.deepEqual([base.id, head.id, obstacle], [FIRST, SECOND, undefined]);
  assert.deepEqual([base.table.rows.length, head.table.rows.length], [2, 2]);
  assert.match(cautions[0] ?? "", /did not take turns/);
  assert.deepEqual(
    compared.map(({ target, base, head }) => [target, base, head]),
    [
      ["small", "ok", "ok"],
      ["large", "ok", undefined],
      ["new", undefined, "ok"],
    ],
  );
  const latency = compared[0]?.changes.find(({ objective }) => objective === "latency");
  assert.deepEqual([latency?.finding, latency?.better], ["better", "base"]);
  assert.match(latency?.words ?? "", /^latency (1\.\d|2\.\d)x at p50 \(slower\), prompt by prompt/);
  assert.ok((latency?.first ?? 0) < (latency?.second ?? 0));
  assert.ok(recommendation?.headline);
});

test("runs that differ in their prompts show their figures, and nothing is concluded", async (context) => {
  const { api, folder } = await start(context);
  await recordRun(folder, { id: FIRST, verdict: {} });
  await recordRun(folder, { id: SECOND, prompts: 9, verdict: {} });
  const { body } = await ask(`${api}/compare?base=${FIRST}&head=${SECOND}`, "GET");
  const { obstacle, targets, recommendation } = runComparisonSchema.parse(body);
  assert.match(obstacle ?? "", /8 prompts against 9/);
  assert.equal(recommendation, undefined);
  for (const { changes } of targets)
    for (const { finding, because } of changes) assert.ok(finding === "open" && because?.includes("8 prompts"));
});

test("a run is removed with its folder, one that is written is not", async (context) => {
  const { api, folder, runs } = await start(context);
  await recordRun(folder, { id: FIRST, verdict: {} });
  await recordRun(folder, { id: SECOND, verdict: {} });
  {
    await using _writer = await createRunStore({ directory: runs }).resume(SECOND);
    const refused = await ask(`${api}/runs/${SECOND}`, "DELETE");
    assert.deepEqual([refused.status, refused.body.error.code], [409, "run_locked"]);
  }
  assert.deepEqual((await ask(`${api}/runs/${FIRST}`, "DELETE")).body, { removed: FIRST });
  assert.deepEqual(readdirSync(runs), [SECOND]);
  for (const id of [FIRST, "latest", "..", "%2e%2e%2f..", "none"])
    assert.ok([400, 404].includes((await ask(`${api}/runs/${id}`, "DELETE")).status), id);
  assert.ok(existsSync(join(runs, SECOND, "run.json")));
});

test("no page but our own reads or removes runs, and a ticket opens its own path alone", async (context) => {
  const { api, url, folder } = await start(context);
  await recordRun(folder, { id: FIRST, verdict: {} });
  const evil = { origin: "https://evil.example" };
  const path = `/assay/v1/runs/${FIRST}/report.html`;
  const { body: link } = await ask(`${api}/tickets`, "POST", { path });
  const own = { "sec-fetch-site": "same-origin" };
  const get = async (address: string, headers: Record<string, string>) =>
    (await ask(address, "GET", undefined, headers)).status;
  assert.equal(await get(url + path, own), 403);
  assert.equal(await get(url + link.url, own), 200);
  assert.equal(await get(url + link.url, { "sec-fetch-site": "cross-site" }), 403);
  assert.equal(await get(url + link.url, { origin: "null" }), 403, "a frame without an origin");
  const query = new URL(url + link.url).search;
  for (const other of [`/assay/v1/runs/latest/report.html`, `/assay/v1/runs/${FIRST}/samples.csv`, "/assay/v1/runs"])
    assert.notEqual(await get(`${url}${other}${query}`, own), 200, other);
  for (const [method, route, body] of [
    ["GET", "runs"],
    ["GET", `runs/${FIRST}`],
    ["GET", `compare?base=${FIRST}&head=${FIRST}`],
    ["DELETE", `runs/${FIRST}`],
    ["POST", "tickets", { path }],
  ] as const)
    for (const headers of [evil, own, { ...evil, "assay-session": "test" }])
      assert.equal((await ask(`${api}/${route}`, method, body, headers)).status, 403, `${method} ${route}`);
});
