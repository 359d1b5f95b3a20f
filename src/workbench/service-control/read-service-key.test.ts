import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { listensOnlyHere } from "./open-to-others.ts";
import { readServiceKey } from "./read-service-key.ts";
import type { ServiceSettings } from "./service-settings.ts";

const SETTINGS: ServiceSettings = {
  servicePort: 5273,
  serviceHost: undefined,
  serviceKeyRequired: true,
  serviceKeyFile: undefined,
  serviceKeyVariable: "ASSAY_SERVICE_KEY",
  allowedHosts: [],
  allowedOrigins: [],
  allowFilePages: false,
  retainModels: true,
  maxLoadedModels: undefined,
  modelMemoryBytes: undefined,
  modelTtlMs: undefined,
  keepWarmMs: undefined,
  parallel: undefined,
  cacheType: undefined,
  queueLength: undefined,
  autoFit: false,
};

test("`readServiceKey()` takes the file over the variable, and neither where no key is wanted", async (context) => {
  const directory = makeFolder(context, { "key.txt": "\uFEFF of-file \nrest" });
  const here = { env: { ASSAY_SERVICE_KEY: " of-env ", OTHER: "other" } };
  assert.equal(await readServiceKey(SETTINGS, here), "of-env");
  assert.equal(await readServiceKey({ ...SETTINGS, serviceKeyVariable: "OTHER" }, here), "other");
  assert.equal(await readServiceKey({ ...SETTINGS, serviceKeyFile: join(directory, "key.txt") }, here), "of-file");
  assert.equal(await readServiceKey(SETTINGS, { env: {} }), undefined);
  assert.equal(await readServiceKey(SETTINGS, { env: { ASSAY_SERVICE_KEY: "  " } }), undefined);
});

test("`readServiceKey()` refuses to be open to others without a key, unless that is meant", async () => {
  const none = { env: {} };
  for (const serviceHost of ["0.0.0.0", "::", "192.168.1.5", "build-machine"]) {
    await assert.rejects(readServiceKey({ ...SETTINGS, serviceHost }, none), { code: "invalid-input" });
    const meant = { ...SETTINGS, serviceHost, serviceKeyRequired: false };
    assert.equal(await readServiceKey(meant, none), undefined);
    assert.equal(await readServiceKey({ ...SETTINGS, serviceHost }, { ...none, env: { ASSAY_SERVICE_KEY: "k" } }), "k");
  }
});

test("`readServiceKey()` refuses a restart that would lose the key", async () => {
  const none = { env: {} };
  await assert.rejects(readServiceKey(SETTINGS, none, true), { code: "invalid-input", message: /started with a key/ });
  assert.equal(await readServiceKey({ ...SETTINGS, serviceKeyRequired: false }, none, true), undefined);
});

test("`listensOnlyHere()` knows this machine's own addresses only", () => {
  for (const host of ["localhost", "LOCALHOST.", "127.0.0.1", "127.9.9.9", "::1"])
    assert.ok(listensOnlyHere(host), host);
  for (const host of ["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example", "localhost.example", "::ffff:127.0.0.1"])
    assert.ok(!listensOnlyHere(host), host);
});
