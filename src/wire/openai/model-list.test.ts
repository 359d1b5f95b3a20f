import assert from "node:assert/strict";
import { it } from "node:test";
import { parseModelList } from "./model-list.ts";

it("`parseModelList()` reads lists of objects and of names, with the context where it is told", () => {
  assert.deepEqual(
    parseModelList({
      object: "list",
      data: [
        { id: "a", max_model_len: 4096 },
        { id: "b", context_length: "big" },
      ],
    }),
    [
      { id: "a", contextTokens: 4096 },
      { id: "b", contextTokens: undefined },
    ],
  );
  assert.deepEqual(parseModelList(["a:4"]), [{ id: "a:4", contextTokens: undefined }]);
  assert.deepEqual(parseModelList({ data: [] }), []);
  for (const body of [undefined, {}, { data: [{ name: "a" }] }, "a"]) assert.equal(parseModelList(body), undefined);
});
