import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { type TestContext, test } from "node:test";
import { describePortOwner, findPortOwner } from "./find-port-owner.ts";

async function serve(context: TestContext, answers: Readonly<Record<string, unknown>>): Promise<number> {
  const answer: RequestListener = ({ url = "" }, response) => {
    if (url in answers) response.end(JSON.stringify(answers[url]));
    else response.writeHead(404).end("no");
  };
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  context.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

test("`findPortOwner()` recognises services by what they answer", async (context) => {
  const cases = [
    [{ "/health": { service: "assay" }, "/openai/status": { endpoints: [] }, "/v1/models": { data: [] } }, "assay"],
    [{ "/openai/status": { endpoints: ["http://127.0.0.1:1"] }, "/v1/models": { data: [] } }, "foundry"],
    [{ "/v1/models": { data: [] } }, "openai"],
    [{ "/health": { status: "ok" } }, undefined],
  ] as const;
  for (const [answers, service] of cases) {
    const owner = await findPortOwner(await serve(context, answers));
    assert.equal(owner.service, service);
    if (process.platform !== "linux") continue;
    assert.equal(owner.processId, process.pid);
    assert.equal(owner.program, basename(process.execPath));
  }
});

test("`describePortOwner()` says what is known", () => {
  assert.equal(describePortOwner({}), "another program");
  assert.equal(describePortOwner({ processId: 7 }), "process 7");
  assert.equal(
    describePortOwner({ processId: 7, program: "node", service: "foundry" }),
    "a Foundry Local service, process 7 (node)",
  );
});
