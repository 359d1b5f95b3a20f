import assert from "node:assert/strict";
import { test } from "node:test";
import { makeServiceHome } from "./service-home.ts";

test("`assay doctor` tells of the service, and of pages that it refused with what to do", async (context) => {
  const home = await makeServiceHome(context);
  const examine = async () => {
    const { stdout } = await home.run(["doctor", "--no-probe", "--json"]);
    const { findings } = JSON.parse(stdout) as { findings: { topic: string; message: string; hints?: string[] }[] };
    return findings.filter(({ topic }) => topic === "service");
  };
  const [stopped] = await examine();
  assert.match(stopped?.message ?? "", /does not run; assay service start/);

  assert.equal((await home.run(["service", "start"])).code, 0);
  for (let page = 0; page < 2; page++) await fetch(home.url("/v1/models"), { headers: { origin: "null" } });
  await fetch(home.url("/v1/models"), { headers: { origin: "https://evil.example" } });
  const [running, ...pages] = await examine();
  assert.ok(running?.message.includes(home.url("")), running?.message);
  assert.deepEqual(
    pages.map(({ message }) => message),
    [
      "2 requests of pages opened from disk refused since the start",
      "1 request of other sites' pages refused since the start",
    ],
  );
  assert.match(pages[0]?.hints?.[0] ?? "", /assay service set --allow-file-pages/);
  const { stdout } = await home.run(["service", "logs"]);
  assert.match(stdout, /assay service set --allow-file-pages/, "the log has the hint too");
});
