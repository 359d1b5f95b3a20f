import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { makeServiceHome } from "./service-home.ts";

test("`assay service logs` shows requests without what was in them, and follows what is added", async (context) => {
  const home = await makeServiceHome(context);
  assert.match((await home.run(["service", "logs"])).stderr, /nothing was logged yet/);
  await home.run(["service", "start"]);
  const secret = "a prompt that nobody else may read";
  const messages = [{ role: "user", content: secret }];
  assert.equal((await home.ask("quick", { messages })).status, 200);
  await fetch(home.url("/v1/models?key=hidden"));
  await fetch(home.url("/v1/models"), { headers: { origin: "https://elsewhere.example" } });

  const { stdout } = await home.run(["service", "logs", "-n", "10"]);
  assert.match(stdout, /^\d{4}-\d\d-\d\dT\S+Z info {2}listening /);
  assert.match(
    stdout,
    /info {2}request {2}method=POST {2}path=\/v1\/chat\/completions {2}status=200 {2}durationMs=\d+/,
  );
  assert.match(stdout, /warn {2}request {2}method=GET {2}path=\/v1\/models {2}status=403/);
  assert.equal((await home.run(["service", "logs", "-n", "1"])).stdout.split("\n").length, 2);
  const log = readFileSync(home.logFile, "utf8");
  for (const hidden of [secret, "hidden", home.readState().sessionToken]) assert.ok(!log.includes(hidden), hidden);

  // Nothing tells when the follower has begun to listen, so it is given something to hear until it has heard it.
  const knocking = setInterval(() => void fetch(home.url("/v1/followed")).catch(() => {}), 100);
  context.after(() => clearInterval(knocking));
  let isHeard = false;
  const followed = await home.run(["service", "logs", "-f", "-n", "0"], {
    onOutput(child, out) {
      if (isHeard || !out.includes("path=/v1/followed")) return;
      isHeard = true;
      child.kill("SIGINT");
    },
  });
  clearInterval(knocking);
  assert.match(followed.stdout, /path=\/v1\/followed {2}status=404/);
  if (process.platform !== "win32") assert.equal(followed.code, 0);
});

test("`assay service diag` holds what a bug report needs, and no key", async (context) => {
  const home = await makeServiceHome(context);
  const key = "k3y-of-the-test";
  await home.run(["service", "start"], { env: { ASSAY_SERVICE_KEY: key } });
  await fetch(home.url("/v1/models"));
  const { stdout, code, stderr } = await home.run(["service", "diag"], { env: { ASSAY_SERVICE_KEY: key } });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^assay \d+\.\d+\.\d+\S*, Node v\d+/);
  assert.match(stdout, /service: running/);
  assert.match(stdout, /engines gguf: /);
  assert.match(stdout, /last warnings and errors of the log: \n.*status=401/);
  for (const hidden of [key, home.readState().sessionToken]) assert.ok(!stdout.includes(hidden));
  const json = JSON.parse((await home.run(["service", "diag", "--json"])).stdout);
  assert.equal(json.service.state.hasKey, true);
  assert.equal(json.service.state.sessionToken, undefined);
});
