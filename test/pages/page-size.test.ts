import assert from "node:assert/strict";
import { it } from "node:test";
import { measureRooms } from "../../tools/measure-rooms.ts";

const MOST_BYTES = 150_000;

it("no room loads more than 150 kB of script by gzip", async () => {
  const { rooms } = await measureRooms();
  assert.deepEqual([...rooms.keys()].sort(), ["chat", "lab", "measure", "models", "rate", "runs"]);
  for (const [room, bytes] of rooms) {
    assert.ok(bytes > 20_000, `${room} holds the shell at least: ${bytes}`);
    assert.ok(bytes <= MOST_BYTES, `${room} loads ${bytes} bytes; see what has grown with esbuild's metafile`);
  }
});
