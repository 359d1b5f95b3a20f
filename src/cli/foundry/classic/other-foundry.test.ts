import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { it } from "node:test";
import { makeFolder } from "../../../../test/make-folder.ts";
import { putOnPath } from "../../../../test/put-on-path.ts";
import { findOtherFoundry } from "./other-foundry.ts";

it("`findOtherFoundry()` finds a foreign program wherever it stands on PATH, and passes over starters of ours", {
  skip: process.platform === "win32" && "which endings are run is PATHEXT's to say there",
}, (test) => {
  const ours = makeFolder(test);
  putOnPath(ours, "foundry", resolve("src/cli/foundry/main.ts"));
  const theirs = makeFolder(test, { foundry: "#!/bin/sh\nexec /opt/foundry\n" });
  chmodSync(join(theirs, "foundry"), 0o755);
  const find = (...folders: string[]) => findOtherFoundry({ PATH: folders.join(delimiter) });
  assert.equal(find(ours, theirs), join(theirs, "foundry"));
  assert.equal(find(theirs, ours), join(theirs, "foundry"));
  assert.equal(find(ours), undefined);
  assert.equal(find(), undefined);
});
