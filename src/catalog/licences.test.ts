import assert from "node:assert/strict";
import { test } from "node:test";
import { isCommercialUseAllowed, isWithinClass, licenceClassOf } from "./licences.ts";

test("`isCommercialUseAllowed()` knows permissive licences, whatever the case", () => {
  for (const spdx of ["Apache-2.0", "apache-2.0", " MIT ", "BSD-3-Clause", "CC-BY-4.0", "GPL-3.0-only"])
    assert.equal(isCommercialUseAllowed(spdx), true, spdx);
});

test("`isCommercialUseAllowed()` knows licences that forbid it", () => {
  for (const spdx of ["CC-BY-NC-4.0", "cc-by-nc-sa-4.0", "CC-BY-NC-ND-3.0", "MNPL-0.1", "qwen-research"])
    assert.equal(isCommercialUseAllowed(spdx), false, spdx);
});

test("`isCommercialUseAllowed()` leaves conditions and unknown names to the reader", () => {
  for (const spdx of ["llama3.2", "Llama 3 Community", "gemma", "openrail", "other", "", "Apache-2.0 OR CC-BY-NC-4.0"])
    assert.equal(isCommercialUseAllowed(spdx), undefined, spdx);
});

test("`licenceClassOf()` tells the conditions of each known licence", () => {
  const known = {
    commercial: ["Apache-2.0", "mit", "BSD-3-Clause", "cc0-1.0"],
    attribution: ["CC-BY-4.0", "odc-by"],
    "share-alike": ["cc-by-sa-4.0", "GPL-3.0-only", "agpl-3.0", "mpl-2.0"],
    "restricted-use": [
      "llama2",
      "llama3.2",
      "Llama 3.1 Community",
      "gemma",
      "openrail",
      "bigscience-openrail-m",
      "openrail++",
      "bloom-rail-1.0",
      "creativeml-openrail-m",
      "deepseek",
    ],
    "research-only": ["CC-BY-NC-4.0", "cc-by-nc-sa-4.0", "mrl", "qwen-research", "stabilityai-non-commercial"],
  };
  for (const [wanted, names] of Object.entries(known))
    for (const name of names) assert.equal(licenceClassOf(name), wanted, name);
  for (const name of ["other", "", "unknown", "mitt", "gemma-like", "Apache-2.0 OR CC-BY-NC-4.0"])
    assert.equal(licenceClassOf(name), undefined, name);
});

test("`isWithinClass()` accepts what asks for less, and says nothing of what it does not know", () => {
  assert.equal(isWithinClass("MIT", "attribution"), true);
  assert.equal(isWithinClass("CC-BY-SA-4.0", "attribution"), false);
  assert.equal(isWithinClass("gemma", "restricted-use"), true);
  assert.equal(isWithinClass("CC-BY-NC-4.0", "restricted-use"), false);
  assert.equal(isWithinClass("somebody's own", "research-only"), undefined);
});
