import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { makeServiceHome } from "./service-home.ts";

const skip = process.platform === "win32" && "signals of Windows' consoles cannot be sent to one process";

test("`assay serve` says what it serves and drains on Ctrl-C", { skip }, async (context) => {
  const home = await makeServiceHome(context);
  let answer: Promise<string> | undefined;
  const ended = await home.run(["serve"], {
    onOutput(child, stdout) {
      if (answer !== undefined || !stdout.includes("models")) return;
      answer = home.ask("slow", { stream: true }).then(async (response) => {
        child.kill("SIGINT");
        return await response.text();
      });
    },
  });
  assert.equal(ended.code, 0, ended.stderr);
  const [first] = ended.stdout.split("\n");
  assert.match(first ?? "", new RegExp(`^🟢 Service is started on http://127\\.0\\.0\\.1:${home.port}, process \\d+$`));
  assert.match(ended.stdout, /models {3}quick, slow, endless/);
  assert.match(ended.stdout, /🔴 Service is stopped\.\n$/);
  assert.match(ended.stderr, /Ctrl-C stops it\n[\s\S]*Ctrl-C again cuts it/);
  assert.match((await answer) ?? "", /data: \[DONE\]\n\n$/);
  assert.ok(!existsSync(home.stateFile));
});

test("a second Ctrl-C cuts what `assay serve` answers", { skip }, async (context) => {
  const home = await makeServiceHome(context);
  let answer: Promise<unknown> | undefined;
  let isCut = false;
  const ended = await home.run(["serve"], {
    onOutput(child, stdout, stderr) {
      if (answer === undefined && stdout.includes("models")) {
        answer = home.ask("endless", { stream: true }).then(async (response) => {
          child.kill("SIGINT");
          await assert.rejects(response.text());
        });
      }
      if (!isCut && stderr.includes("Ctrl-C again")) {
        isCut = true;
        child.kill("SIGINT");
      }
    },
  });
  assert.equal(ended.code, 0, ended.stderr);
  await answer;
});

test("`assay serve` beside a running service is refused, and a running `serve` is shown and stopped", {
  skip,
}, async (context) => {
  const home = await makeServiceHome(context);
  let checks: Promise<void> | undefined;
  const ended = await home.run(["serve"], {
    onOutput(_, stdout) {
      if (stdout.includes("models")) checks ??= check();
    },
  });
  await checks;
  assert.equal(ended.code, 0, ended.stderr);

  async function check(): Promise<void> {
    const second = await home.run(["serve", "--port", "0"]);
    assert.equal(second.code, 1);
    assert.match(second.stderr, /A service is running already: process \d+[\s\S]*hint: .*service stop/);
    assert.match((await home.run(["service", "start"])).stdout, /already running/);
    assert.match((await home.run(["service", "status"])).stdout, /process .* in the foreground/);
    assert.equal((await home.run(["service", "stop"])).stdout, "🔴 Service is stopped.\n");
  }
});
