import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { it } from "node:test";
import { createTestTerminal } from "../../../test/fixtures/terminal/create-test-terminal.ts";
import { createDownloadDisplay } from "../render/download-progress.ts";
import { createLoadProgress } from "../render/load-progress.ts";
import { createLiveLine } from "./live-line.ts";

/** A terminal that somebody looks at, and what it was sent. */
function openScreen() {
  const err = Object.assign(new PassThrough(), { isTTY: true, columns: 200, rows: 30 });
  let sent = "";
  err.setEncoding("utf8").on("data", (text: string) => {
    sent += text;
  });
  const terminal = { ...createTestTerminal(), err: err as unknown as NodeJS.WriteStream, isInteractive: true };
  return { terminal, sent: () => sent };
}

/** Changes the title, clears the screen, hides a name behind its mirror image. */
const HOSTILE = "evil\u001b]0;owned\u0007\u001b[2J\u202egpj.exe";

function assertHarmless(sent: string): void {
  for (const control of ["\u001b]", "\u001b[2J", "\u0007", "\u202e"]) assert.ok(!sent.includes(control));
}

it("a line that is drawn over itself lets through styles and no other control", () => {
  const { terminal, sent } = openScreen();
  using live = createLiveLine(terminal);
  live?.draw(`\u001b[1m${HOSTILE}\u001b[22m`);
  assert.ok(sent().includes("\u001b[1mevil]0;owned[2Jgpj.exe\u001b[22m"));
  assertHarmless(sent());
});

it("names of models and files that are loaded or downloaded cannot steer the terminal", () => {
  const { terminal, sent } = openScreen();
  createLoadProgress(HOSTILE, terminal).onProgress(0.5);
  createDownloadDisplay(terminal, () => 0).onProgress({ type: "verifying", file: HOSTILE });
  assert.equal(sent().match(/evil/g)?.length, 3);
  assertHarmless(sent());
});

it("`createLiveLine()` draws nothing where nobody looks", () => {
  assert.equal(createLiveLine(createTestTerminal()), undefined);
});
