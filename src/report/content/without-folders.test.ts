import assert from "node:assert/strict";
import { test } from "node:test";
import { reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import type { ErrorRecord } from "../../core/errors.ts";
import { REPORT_FORMS, renderReport } from "../render-report.ts";
import { withoutFolders } from "./without-folders.ts";

const { summary, samples } = reportFixture({
  prompts: 2,
  rounds: 1,
  answer: "Look in /home/ada/notes and C:\\Users\\ada.",
});
const [first, ...others] = summary.scorecards;
assert.ok(first);

const error: ErrorRecord = {
  code: "model-invalid",
  message: "Cannot read /srv/models/big.gguf, nor /Users/ada/other.gguf.",
  hint: "See C:\\Users\\ada\\AppData and /srv/models/readme.md",
};
const local = {
  ...summary,
  run: {
    ...summary.run,
    plan: { ...summary.run.plan, prompts: { ...summary.run.plan.prompts, source: "/home/ada/work/prompts.json" } },
  },
  scorecards: [
    { ...first, error, target: { ...first.target, source: { type: "file", path: "/srv/models/big.gguf" } as const } },
    ...others,
  ],
};

test("`withoutFolders()` keeps the names of files and nothing of where they lie", () => {
  const { summary: shared } = withoutFolders({ summary: local, samples });
  const [card] = shared.scorecards;
  assert.deepEqual(card?.target.source, { type: "file", path: "big.gguf" });
  assert.equal(card.error?.message, "Cannot read big.gguf, nor ~/other.gguf.");
  assert.equal(card.error?.hint, "See ~\\AppData and readme.md");
  assert.equal(shared.run.plan.prompts.source, "~/work/prompts.json");
});

test("`withoutFolders()` leaves answers as they were written", async () => {
  const { samples: shared } = withoutFolders({ summary: local, samples });
  const [sample] = await Array.fromAsync(shared);
  assert.equal(sample?.text, "Look in /home/ada/notes and C:\\Users\\ada.");
});

test("no form of a report names a folder or a user of the machine", async () => {
  for (const form of REPORT_FORMS) {
    const text = await renderReport(form, {
      summary: { ...local, scorecards: local.scorecards.map(withoutAnswers) },
      samples: [],
    });
    assert.doesNotMatch(text, /\/srv\/models|\/home\/ada|Users.{1,2}ada/, form);
  }
});

function withoutAnswers<Card extends (typeof local.scorecards)[number]>(card: Card) {
  return { ...card, prompts: [] };
}
