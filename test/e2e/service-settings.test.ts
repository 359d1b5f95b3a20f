import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { makeServiceHome } from "./service-home.ts";

test("`assay service set` writes the user's assay.json, and a restart takes it", async (context) => {
  const home = await makeServiceHome(context);
  const env = { ASSAY_SERVICE_PORT: "" };
  const file = join(home.cwd, ".assay-home", "config", "assay.json");
  const started = await home.run(["service", "start", "--port", String(home.port), "--ttl", "5m"], { env });
  assert.equal(started.code, 0, started.stderr);
  assert.equal((await fetch(home.url("/v1/models"), { headers: { origin: "null" } })).status, 403);

  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '{\n    "rounds":   7\n}\n');
  const set = await home.run(["service", "set", "--allow-file-pages", "--ttl", "10m", "--key-variable", "TEAM_KEY"], {
    env,
  });
  assert.equal(set.code, 0, set.stderr);
  assert.match(set.stderr, /saved in .*assay\.json\nhint: .*old .*--ttl.* until: assay service restart/);
  assert.doesNotMatch(set.stderr, /hint: .*--allow-file-pages/, "who may ask needs no restart");
  assert.equal((await fetch(home.url("/v1/models"), { headers: { origin: "null" } })).status, 200);
  assert.equal(home.readState().settings.allowFilePages, true);
  assert.match(readFileSync(file, "utf8"), /^\{\n {4}"rounds": +7,/, "the rest stays");

  const shown = await home.run(["service", "set", "--show"], { env });
  assert.match(shown.stdout, /--ttl\s+600000\s+.*assay\.json/);
  assert.match(shown.stdout, /--port\s+5273\s+default/);

  const again = await home.run(["service", "start"], { env });
  assert.match(again.stderr, /warning: it refused a page opened from disk: assay service set --allow-file-pages/);

  const restarted = await home.run(["service", "restart"], { env });
  assert.equal(restarted.code, 0, restarted.stderr);
  const { settings, given } = home.readState();
  assert.equal(settings.servicePort, home.port, "what it was started with is kept");
  assert.equal(settings.modelTtlMs, 600_000, "but not what was set since");
  assert.equal(settings.serviceKeyVariable, "TEAM_KEY");
  assert.deepEqual(given, { servicePort: home.port });
  assert.equal((await fetch(home.url("/v1/models"), { headers: { origin: "null" } })).status, 200);

  assert.equal(
    (await home.run(["service", "set", "--unset", "ttl", "key-variable", "allow-file-pages"], { env })).code,
    0,
  );
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), { rounds: 7 });
});

test("`assay service set` refuses what is no setting, and says what is stronger", async (context) => {
  const home = await makeServiceHome(context);
  const port = await home.run(["service", "set", "--port", "70000"]);
  assert.equal(port.code, 2);
  assert.match(port.stderr, /--port must be a whole number of at least 0 and at most 65535, not "70000"/);
  const unset = await home.run(["service", "set", "--unset", "prot"]);
  assert.equal(unset.code, 2);
  assert.match(unset.stderr, /no setting "prot" to unset[\s\S]*hint: .*port, host/);
  const hidden = await home.run(["service", "set", "--port", "6000"]);
  assert.equal(hidden.code, 0);
  assert.match(hidden.stderr, /ASSAY_SERVICE_PORT says otherwise of --port, and is stronger/);
});
