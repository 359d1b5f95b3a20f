import assert from "node:assert/strict";
import { it } from "node:test";
import { parseErrorBody } from "./error-body.ts";

it("`parseErrorBody()` reads the shapes that servers use", () => {
  const cases: readonly (readonly [unknown, string, string | undefined])[] = [
    [{ error: { message: "m", type: "t", param: null, code: null } }, "m", "t"],
    [{ error: { message: "m", code: 400, type: "exceed_context_size_error" } }, "m", "400"],
    [{ error: "m" }, "m", undefined],
    [{ object: "error", message: "m", code: 40_303 }, "m", "40303"],
    [{ detail: "m" }, "m", undefined],
    [{ detail: [{ loc: ["body", "stop", 0], msg: "too long" }] }, "body.stop.0: too long", undefined],
  ];
  for (const [body, message, code] of cases) assert.deepEqual(parseErrorBody(body), { message, code });
  for (const body of [undefined, null, "m", [], {}, { error: {} }, { detail: [] }])
    assert.equal(parseErrorBody(body), undefined);
});
