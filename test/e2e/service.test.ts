import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { isProcessAlive } from "../../src/system/process-start.ts";
import { makeServiceHome, waitForEnd } from "./service-home.ts";

const isLinux = process.platform === "linux";
/** What the JavaScript, Python and Rust SDKs take the address from. */
const SDK_ADDRESS = /http:\/\/(?:[a-zA-Z0-9.-]+|\d{1,3}(\.\d{1,3}){3}):\d+/;

test("the service starts in the background, tells where it is, and stops", async (context) => {
  const home = await makeServiceHome(context);
  const before = await home.run(["service", "status"]);
  assert.equal(before.code, 0);
  assert.match(before.stdout, /^🔴 Model management service is not running!\n/);
  assert.doesNotMatch(before.stdout + before.stderr, /http:/, "an SDK would take it for an address");

  const started = await home.run(["service", "start"]);
  assert.equal(started.code, 0, started.stderr);
  assert.match(
    started.stdout,
    new RegExp(`^🟢 Service is started on http://127\\.0\\.0\\.1:${home.port}, process \\d+\n`),
  );
  const state = home.readState();
  assert.ok(await isProcessAlive(state));
  assert.equal(state.project, home.cwd);
  assert.equal(state.schema, 1);
  if (process.platform !== "win32") assert.equal(statSync(home.stateFile).mode & 0o777, 0o600);

  const status = await home.run(["service", "status"]);
  assert.equal(status.code, 0);
  assert.equal(
    status.stdout.split("\n")[0],
    `🟢 Model management service is running on http://127.0.0.1:${home.port}/openai/status`,
  );
  assert.equal(SDK_ADDRESS.exec(status.stdout)?.[0], `http://127.0.0.1:${home.port}`);
  for (const endpoint of state.endpoints) assert.equal((await fetch(`${endpoint}/health`)).status, 200, endpoint);

  const json = JSON.parse((await home.run(["service", "status", "--json"])).stdout);
  assert.equal(json.status, "running");
  assert.equal(json.sessionToken, undefined);
  assert.deepEqual(json.models, []);

  const stopped = await home.run(["service", "stop"]);
  assert.deepEqual([stopped.code, stopped.stdout], [0, "🔴 Service is stopped.\n"]);
  assert.ok(!(await isProcessAlive(state)), "stop waits for the end of the process");
  assert.ok(!existsSync(home.stateFile));
  const again = await home.run(["service", "stop"]);
  assert.deepEqual([again.code, again.stdout], [0, "🔴 Service was not running.\n"]);
});

test("two starts at once make one service, and a later one says what is different", async (context) => {
  const home = await makeServiceHome(context);
  const starts = await Promise.all([home.run(["service", "start"]), home.run(["service", "start"])]);
  assert.deepEqual(
    starts.map(({ code }) => code),
    [0, 0],
    starts.map(({ stderr }) => stderr).join(),
  );
  const first = starts.map(({ stdout }) => stdout.split("\n")[0] ?? "");
  assert.equal(first.filter((line) => line.startsWith("🟢 Service is started")).length, 1, first.join());
  assert.equal(first.filter((line) => line.startsWith("🟢 Service is already running")).length, 1, first.join());
  const { processId } = home.readState();

  const other = join(home.cwd, "other");
  mkdirSync(other);
  const env = { ASSAY_HOME: join(home.cwd, ".assay-home") };
  const elsewhere = await home.run(["service", "start", "--ttl", "10m"], { cwd: other, env });
  assert.equal(elsewhere.code, 0);
  assert.match(elsewhere.stderr, new RegExp(`it serves ${home.cwd}, not this folder`));
  assert.match(elsewhere.stderr, /it runs with --ttl unset, not 600000/);
  assert.match(elsewhere.stderr, /assay service restart/);
  assert.equal(home.readState().processId, processId);

  // A restart from another folder keeps the folder and what was given at the start.
  const restarted = await home.run(["service", "restart", "--ttl", "10m"], {
    cwd: other,
    env: { ...env, ASSAY_SERVICE_PORT: "" },
  });
  assert.equal(restarted.code, 0, restarted.stderr);
  const state = home.readState();
  assert.notEqual(state.processId, processId);
  assert.equal(state.project, home.cwd);
  assert.deepEqual(state.given, { servicePort: home.port, modelTtlMs: 600_000 });
});

test("a service that was killed is not taken for a running one, and can be started again", async (context) => {
  const home = await makeServiceHome(context);
  await home.run(["service", "start"]);
  const state = home.readState();
  process.kill(state.processId, "SIGKILL");
  await waitForEnd(state);
  const status = await home.run(["service", "status"]);
  assert.match(status.stdout, /is not running/);
  assert.ok(!existsSync(home.stateFile), "the stale file is removed");
  const started = await home.run(["service", "start"]);
  assert.equal(started.code, 0, started.stderr);
  assert.match(started.stdout, /^🟢 Service is started/);
});

test("a process that got the number of a former service is not taken for it", async (context) => {
  const home = await makeServiceHome(context);
  const stale = (more: object) => {
    const state = { schema: 1, processId: process.pid, endpoints: [home.url("")], project: home.cwd, version: "0.0.1" };
    mkdirSync(dirname(home.stateFile), { recursive: true });
    writeFileSync(home.stateFile, JSON.stringify({ ...state, sessionToken: "none", settings: {}, given: {}, ...more }));
  };
  // Where the start of a process can be read it tells; elsewhere nobody listens at the address.
  for (const more of isLinux ? [{ processStart: "another/1" }, {}] : [{}]) {
    stale(more);
    assert.match((await home.run(["service", "status"])).stdout, /is not running/);
    assert.ok(!existsSync(home.stateFile));
  }
  writeFileSync(home.stateFile, "{ half");
  assert.match((await home.run(["service", "status"])).stdout, /is not running/);
  stale({ processStart: "another/1" });
  assert.equal((await home.run(["service", "stop"])).code, 0, "and nobody else's process is ended");
});

test("a port that is taken is told with its owner", async (context) => {
  const home = await makeServiceHome(context);
  const server = createServer();
  await new Promise<void>((done) => server.listen(home.port, "127.0.0.1", done));
  context.after(() => server.close());
  const refused = await home.run(["service", "start"]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, new RegExp(`port ${home.port} is taken by`));
  if (isLinux) assert.match(refused.stderr, new RegExp(`process ${process.pid} \\(`));
  assert.match(refused.stderr, /hint: .*--port/);
  assert.ok(!existsSync(home.stateFile));

  const one = await makeServiceHome(context);
  await one.run(["service", "start"]);
  const other = await makeServiceHome(context);
  const taken = await other.run(["service", "start", "--port", String(one.port)]);
  assert.equal(taken.code, 1);
  assert.match(taken.stderr, /is taken by an Assay service/);
  const foreground = await other.run(["serve", "--port", String(one.port)]);
  assert.equal(foreground.code, 1);
  assert.match(foreground.stderr, /is taken by an Assay service/);
});

test("a service that dies while it starts leaves its last words in the error", async (context) => {
  const home = await makeServiceHome(context);
  const die = join(home.cwd, "die.cjs");
  writeFileSync(die, 'if (/service-main/.test(process.argv[1])) throw new Error("out of luck");');
  const failed = await home.run(["service", "start"], { env: { NODE_OPTIONS: `--require=${die}` } });
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /it ended before it listened[\s\S]*out of luck/);
  assert.match((await home.run(["service", "status"])).stdout, /is not running/);
});

test("a stop lets running answers end, and cuts them with --now", async (context) => {
  const home = await makeServiceHome(context);
  await home.run(["service", "start"]);
  const response = await home.ask("slow", { stream: true });
  assert.equal(response.status, 200);
  const [stopped, text] = await Promise.all([home.run(["service", "stop"]), response.text()]);
  assert.equal(stopped.code, 0);
  assert.match(stopped.stderr, /1 request may end first/);
  assert.match(text, /"39 "[\s\S]*data: \[DONE\]\n\n$/);
  await assert.rejects(fetch(home.url("/health")));

  await home.run(["service", "start"]);
  const endless = await home.ask("endless", { stream: true });
  const cut = assert.rejects(endless.text());
  assert.equal((await home.run(["service", "stop", "--now"])).code, 0);
  await cut;
});

test("a request to terminate drains as a stop does", { skip: process.platform === "win32" }, async (context) => {
  const home = await makeServiceHome(context);
  await home.run(["service", "start"]);
  const state = home.readState();
  const response = await home.ask("slow", { stream: true });
  process.kill(state.processId, "SIGTERM");
  assert.match(await response.text(), /data: \[DONE\]\n\n$/);
  await waitForEnd(state);
  assert.ok(!existsSync(home.stateFile));
});

test("listening beyond this machine needs a key, or a word that none is meant", async (context) => {
  const home = await makeServiceHome(context);
  const refused = await home.run(["service", "start", "--host", "0.0.0.0"]);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /which others can reach, must have a key[\s\S]*hint: .*ASSAY_SERVICE_KEY.*--no-key/);

  const open = await home.run(["service", "start", "--host", "0.0.0.0", "--no-key"]);
  assert.equal(open.code, 0, open.stderr);
  assert.match(open.stdout, new RegExp(`on http://127\\.0\\.0\\.1:${home.port},`));
  assert.match((await home.run(["service", "status"])).stdout, /everyone who can reach 0\.0\.0\.0 may use it/);
  assert.match(readFileSync(home.logFile, "utf8"), /"warn".*without a key/);

  const key = "k3y-of-the-test";
  const restart = ["service", "restart", "--host", "0.0.0.0", "--key"];
  assert.equal((await home.run(restart)).code, 2, "there is still none");
  assert.equal((await home.run(restart, { env: { ASSAY_SERVICE_KEY: key } })).code, 0);
  assert.equal((await fetch(home.url("/v1/models"))).status, 401);
  assert.equal((await fetch(home.url("/v1/models"), { headers: { authorization: `Bearer ${key}` } })).status, 200);
  assert.equal((await home.run(["service", "ps"])).code, 0, "the command line needs no key");
  const lost = await home.run(["service", "restart", "--host", "127.0.0.1"]);
  assert.equal(lost.code, 2);
  assert.match(lost.stderr, /The service was started with a key/);
  const { processId } = home.readState();
  const seen = [home.stateFile, home.logFile, ...(isLinux ? [`/proc/${processId}/cmdline`] : [])];
  for (const file of seen) assert.ok(!readFileSync(file, "utf8").includes(key), file);
});

test("the key may come from a file", async (context) => {
  const home = await makeServiceHome(context);
  const file = join(home.cwd, "key.txt");
  const start = ["service", "start", "--key-file", "key.txt"];
  assert.match((await home.run(start)).stderr, /key file .*key\.txt is not there/);
  writeFileSync(file, "\n");
  assert.match((await home.run(start)).stderr, /key\.txt is empty/);
  writeFileSync(file, "two words\n");
  assert.match((await home.run(start)).stderr, /printable ASCII without blanks/);
  writeFileSync(file, "of-a-file\r\nnot this\n");
  assert.equal((await home.run(start)).code, 0);
  const { status } = await fetch(home.url("/v1/models"), { headers: { authorization: "Bearer of-a-file" } });
  assert.equal(status, 200);
});

test("a package that was upgraded under a running service is told", async (context) => {
  const home = await makeServiceHome(context);
  await home.run(["service", "start"]);
  const state = home.readState();
  const { processId } = state;
  writeFileSync(home.stateFile, JSON.stringify({ ...state, version: "0.0.1" }));
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const status = await home.run(["service", "status"]);
  assert.ok(status.stdout.includes(`it runs version 0.0.1, installed is ${version}: assay service restart`));
  rmSync(home.stateFile);
  assert.match(
    (await home.run(["service", "start"])).stderr,
    /is running already/,
    "its lock still tells that it runs",
  );
  process.kill(processId, "SIGKILL");
});
