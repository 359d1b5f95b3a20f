import assert from "node:assert/strict";
import { it } from "node:test";
import { isNetworkPath } from "./network-path.ts";

it("`isNetworkPath()` knows every way in which Windows names another machine", () => {
  for (const path of [
    "\\\\evil\\share\\m.gguf",
    "//evil/share",
    "\\/evil/x",
    "\\\\?\\UNC\\evil\\x",
    "\\\\.\\pipe\\x",
    " //evil/x",
  ])
    assert.ok(isNetworkPath(path, "win32"), path);
  for (const path of ["C:\\models\\m.gguf", "models/m.gguf", ".\\m.gguf", "\\m.gguf", "a//b"])
    assert.ok(!isNetworkPath(path, "win32"), path);
  assert.ok(!isNetworkPath("//srv/models/m.gguf", "linux"));
});
