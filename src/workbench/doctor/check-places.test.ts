import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { readLocations } from "../../system/locations.ts";
import { checkPlaces } from "./check-places.ts";

async function check(test: TestContext, files: Readonly<Record<string, string>>) {
  const folder = makeFolder(test, files);
  const locations = readLocations({ ASSAY_HOME: join(folder, "home") });
  const findings = await checkPlaces({ locations }, join(folder, "runs"));
  return { folder, locations, of: (subject: string) => findings.find((finding) => finding.subject === subject) };
}

it("`checkPlaces()` is content with folders that are still to be made", async (test) => {
  const { of } = await check(test, {});
  for (const subject of ["runs", "state", "cache"]) assert.equal(of(subject)?.status, "ok", subject);
});

it("`checkPlaces()` tells of a file that is in the way of a folder, wherever on the path", async (test) => {
  for (const file of ["home", "home/state", "home/state/x"]) {
    const { of, locations } = await check(test, { [file]: "", runs: "" });
    const isInTheWay = locations.state.endsWith(file) || file === "home";
    assert.equal(of("state")?.status, isInTheWay ? "problem" : "ok", file);
    if (isInTheWay) assert.match(of("state")?.message ?? "", /cannot be made, as .* is a file$/);
    assert.equal(of("runs")?.status, "problem");
    assert.match(of("runs")?.hints?.[0] ?? "", /another folder for runs/);
  }
});

it("`checkPlaces()` tells of a folder that cannot be written", {
  skip: process.platform === "win32" || process.getuid?.() === 0 ? "rights do not bind this user" : false,
}, async (test) => {
  const folder = makeFolder(test, { "locked/x": "" });
  chmodSync(join(folder, "locked"), 0o500);
  const locations = readLocations({ ASSAY_HOME: join(folder, "locked", "home") });
  const findings = await checkPlaces({ locations }, folder);
  assert.equal(findings.find(({ subject }) => subject === "state")?.status, "problem");
});
