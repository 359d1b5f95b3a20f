import assert from "node:assert/strict";
import { test } from "node:test";
import { toApiWords } from "./warnings.ts";

test("`toApiWords()` names each field as the API does, and leaves the keywords of schemas alone", () => {
  assert.equal(
    toApiWords("responseFormat.schema.minLength, responseFormat.schema.maxLength: not enforced by maxLength."),
    "response_format.schema.minLength, response_format.schema.maxLength: not enforced by maxLength.",
  );
});
