import assert from "node:assert/strict";
import { test } from "node:test";
import { makeServiceHome } from "./service-home.ts";

test("`assay model load` starts the service, `ps` shows what it holds, `unload` takes it out", async (context) => {
  const home = await makeServiceHome(context);
  assert.match((await home.run(["service", "ps"])).stderr, /not running/);
  assert.match((await home.run(["model", "unload", "quick"])).stdout, /was not loaded/);

  const loaded = await home.run(["model", "load", "quick"]);
  assert.equal(loaded.code, 0, loaded.stderr);
  assert.match(loaded.stderr, /Service is started/);
  assert.match(loaded.stdout, /^🟢 Model quick\S* loaded in /);
  const [head, row] = (await home.run(["service", "ps"])).stdout.split("\n");
  assert.match(head ?? "", /^model\s+state\s+device\s+memory\s+active\s+waiting\s+last used\s+unloads$/);
  assert.match(row ?? "", /^quick\S*\s+ready\s+\S+\s+-\s+0\s+0\s+.*when memory is needed$/);
  assert.match((await home.run(["service", "status"])).stdout, /models {3}quick/);

  assert.equal((await home.run(["model", "unload", "quick"])).code, 0);
  assert.match((await home.run(["service", "ps"])).stderr, /no model is loaded/);
  assert.match((await home.run(["model", "unload", "quick"])).stdout, /was not loaded/);
});

test("a model that was loaded with a time to live stays until it is forced out", async (context) => {
  const home = await makeServiceHome(context);
  const loaded = JSON.parse((await home.run(["model", "load", "quick", "--ttl", "10m", "--json"])).stdout);
  assert.equal(loaded.ttlMs, 600_000);
  const { models } = JSON.parse((await home.run(["service", "ps", "--json"])).stdout);
  assert.deepEqual(
    models.map(({ alias, ttlMs, state }: Record<string, unknown>) => [alias, ttlMs, state]),
    [["quick", 600_000, "ready"]],
  );
  const kept = await home.run(["model", "unload", "quick"]);
  assert.equal(kept.code, 1);
  assert.match(kept.stdout, /stays: .*--force/);
  assert.match((await home.run(["model", "unload", "quick", "--force"])).stdout, /unloaded/);
});

test("a name that is unknown, and a time that is none, are typing mistakes", async (context) => {
  const home = await makeServiceHome(context);
  const unknown = await home.run(["model", "load", "quikc"]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /quikc/);
  const soon = await home.run(["model", "load", "quick", "--ttl", "soon"]);
  assert.equal(soon.code, 2);
  assert.match(soon.stderr, /--ttl must be a time above 0, such as 10m, not "soon"/);
});
