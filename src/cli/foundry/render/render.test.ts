import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeCatalogRecord } from "../../../wire/foundry/server/encode-catalog-record.ts";
import type { ServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { renderDownloadBar } from "./download-bar.ts";
import { renderCachedModels, renderLoadedModels } from "./marked-models.ts";
import { renderModelTable } from "./model-table.ts";
import { renderServerStatus, toServerStatusJson } from "./server-status.ts";
import { renderServiceStatus } from "./service-status.ts";
import { renderVariantTable } from "./variant-table.ts";

// The classic forms, as programs and people know them.

const PHI = [
  encodeCatalogRecord({
    name: "Phi-4-mini-instruct-generic-gpu:5",
    alias: "phi-4-mini",
    embedding: false,
    toolCalling: true,
    sizeBytes: 3.72 * 2 ** 30,
    licence: "MIT",
  }),
  encodeCatalogRecord({
    name: "Phi-4-mini-instruct-generic-cpu:5",
    alias: "phi-4-mini",
    embedding: false,
    toolCalling: true,
    sizeBytes: 4.8 * 2 ** 30,
    licence: "MIT",
  }),
];

const running = (endpoints: readonly string[]) =>
  ({
    type: "running",
    state: { endpoints, processId: 29056, startedAt: "2026-07-27T05:17:06.123Z" },
  }) as unknown as ServiceStatus;

it("`renderModelTable()` draws the classic table, alias in the first row only", () => {
  assert.equal(
    renderModelTable(PHI),
    [
      "Alias                          Device     Task           File Size    License      Model ID",
      "-".repeat(91),
      "phi-4-mini                     GPU        chat, tools    3.72 GB      MIT          Phi-4-mini-instruct-generic-gpu:5",
      "                               CPU        chat, tools    4.80 GB      MIT          Phi-4-mini-instruct-generic-cpu:5",
      "-".repeat(116),
    ].join("\n"),
  );
});

it("`renderModelTable()` keeps columns apart that are longer than their place", () => {
  const alias = "an-alias-that-is-longer-than-its-column";
  const [, , row = ""] = renderModelTable([
    encodeCatalogRecord({ name: "x:1", alias, embedding: false, toolCalling: false }),
  ]).split("\n");
  assert.match(row, new RegExp(`^${alias} CPU +chat +- +unknown +x:1$`));
});

it("`renderVariantTable()` marks what is cached", () => {
  const rows = renderVariantTable(PHI, new Set(["Phi-4-mini-instruct-generic-cpu:5"])).split("\n");
  assert.match(rows[0] ?? "", /^Model Name \| Variant +\| Type +\| Device \| Execution Provider +\| Size +\| Cached$/);
  assert.match(rows[2] ?? "", /○$/);
  assert.match(rows[3] ?? "", /●$/);
});

it("`renderCachedModels()` and `renderLoadedModels()` have the classic marks and widths", () => {
  const models = [{ alias: "phi-3.5-mini", name: "Phi-3.5-mini-instruct-generic-cpu:2" }];
  assert.equal(
    renderCachedModels(models),
    [
      "Models cached on device:",
      "   Alias                                             Model ID",
      "💾 phi-3.5-mini                                      Phi-3.5-mini-instruct-generic-cpu:2",
    ].join("\n"),
  );
  assert.equal(
    renderLoadedModels(models),
    [
      "Models running in service:",
      "    Alias                          Model ID",
      "🟢  phi-3.5-mini                   Phi-3.5-mini-instruct-generic-cpu:2",
    ].join("\n"),
  );
  assert.equal(renderCachedModels([]), "No models cached on device");
  assert.equal(renderLoadedModels([]), "No models are currently loaded in the service");
});

describe("`renderServiceStatus()`", () => {
  it("names no address unless the service runs", () => {
    for (const type of ["stopped", "starting"] as const)
      assert.doesNotMatch(renderServiceStatus({ type }), /https?:\/\//);
  });

  it("names the address that SDKs understand, which is none of IPv6", () => {
    const text = renderServiceStatus(running(["http://[::1]:5273", "http://127.0.0.1:5273"]));
    assert.match(text, /^🟢 Model management service is running on http:\/\/127\.0\.0\.1:5273\/openai\/status\n/);
  });
});

it("`renderServerStatus()` and `toServerStatusJson()` say the same", () => {
  const status = running(["http://127.0.0.1:52364"]);
  const now = new Date("2026-07-27T06:05:50.000Z");
  assert.equal(
    renderServerStatus(status, now),
    [
      "State    Ready",
      "PID      29056",
      "Started  2026-07-27 05:17:06Z",
      "Uptime   48m 43s",
      "Web URLs http://127.0.0.1:52364",
    ].join("\n"),
  );
  assert.deepEqual(toServerStatusJson(status, now), {
    state: "Ready",
    pid: 29056,
    started: "2026-07-27T05:17:06.123Z",
    uptimeSeconds: 2924,
    webUrls: ["http://127.0.0.1:52364"],
  });
  assert.deepEqual(toServerStatusJson({ type: "stopped" }, now).webUrls, []);
});

it("`renderDownloadBar()` shows how far, how long and how fast", () => {
  const half = renderDownloadBar({ doneBytes: 50, totalBytes: 100, bytesPerSecond: 105.2e6, etaMs: 65_000 });
  assert.equal(half, `[${"#".repeat(18)}${".".repeat(18)}] 50.00 % [Time remaining: about 1m5s]        105.2 MB/s`);
  assert.equal(
    renderDownloadBar({ doneBytes: 0, totalBytes: 0 }),
    `[${"#".repeat(36)}] 100.00 % [Time remaining: about 0s]`,
  );
});
