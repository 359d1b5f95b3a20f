import assert from "node:assert/strict";
import { test } from "node:test";
import { listInstallableBuilds } from "./install-commands.ts";

const target = {
  platform: "linux",
  arch: "x64",
  version: "3.22.1",
  callerVersion: "3.3.4",
  folder: "/project",
} as const;

test("`listInstallableBuilds()` names library and builds at one version, without install scripts", () => {
  const [cpu, cuda, vulkan] = listInstallableBuilds(target);
  const install = "npm install --ignore-scripts @node-llama-cpp/linux-x64@3.22.1";
  const caller = "@koromix/koffi-linux-x64@3.3.4";
  assert.equal(cpu?.command, `${install} ${caller}`);
  assert.equal(
    cuda?.command,
    `${install} @node-llama-cpp/linux-x64-cuda@3.22.1 @node-llama-cpp/linux-x64-cuda-ext@3.22.1 ${caller}`,
  );
  assert.equal(vulkan?.command, `${install} @node-llama-cpp/linux-x64-vulkan@3.22.1 ${caller}`);
});

test("`listInstallableBuilds()` has Metal on Apple silicon, `--global` where assay is, and nothing where there is no build", () => {
  const [metal, ...others] = listInstallableBuilds({ ...target, platform: "darwin", arch: "arm64", folder: undefined });
  assert.match(
    metal?.command ?? "",
    /^npm install --global .*mac-arm64-metal@3\.22\.1 @koromix\/koffi-darwin-arm64@3\.3\.4$/,
  );
  assert.deepEqual(others, []);
  assert.deepEqual(listInstallableBuilds({ ...target, platform: "freebsd" }), []);
});
