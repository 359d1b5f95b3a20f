import assert from "node:assert/strict";
import { it } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { checkRubric } from "./check-rubric.ts";

it("`checkRubric()` names the project's criteria, or says what is wrong with them", async (t) => {
  assert.deepEqual(await checkRubric({ directory: makeFolder(t) }), []);
  const good = makeFolder(t, { "rubric.json": '{ "criteria": ["brevity", "depth"] }' });
  assert.deepEqual(await checkRubric({ directory: good }), [
    { topic: "settings", subject: "rubric", status: "ok", message: "scores brevity, depth" },
  ]);
  const [finding] = await checkRubric({ directory: makeFolder(t, { "rubric.json": '{ "criteria": ["wit"] }' }) });
  assert.equal(finding?.status, "problem");
  assert.match(finding?.message ?? "", /rubric\.json:1:16: criteria\[0\] must be one of "coherence"/);
});
