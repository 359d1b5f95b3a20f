import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AssayError } from "../../core/errors.ts";
import { toLoadError } from "./errors.ts";
import { LlamaLoadFailure } from "./llama/load-failure.ts";

const failure = { path: "/m.gguf" };
const thrown = new Error("Failed to load model");

describe("toLoadError()", () => {
  it("tells the reason that was logged, since the library's error has none", () => {
    const log = [
      "llama_model_load: error loading model: key not found",
      "llama_model_load_from_file_impl: failed to load",
    ];
    const thrown = new LlamaLoadFailure("Failed to load model", log);
    const error = toLoadError(thrown, failure);
    assert.equal(error.code, "model-invalid");
    assert.match(error.message, /\/m\.gguf.*error loading model: key not found\.$/);
    assert.equal(error.cause, thrown);
  });

  it("falls back to what was thrown", () => {
    assert.match(toLoadError(thrown, failure).message, /Failed to load model\.$/);
  });

  it("knows a lack of memory", () => {
    const log = ["ggml_aligned_malloc: failed to allocate 9000.00 MB"];
    assert.equal(toLoadError(new LlamaLoadFailure("Failed to load model", log), failure).code, "out-of-memory");
  });

  it("knows who ended the load", () => {
    const timedOut = AbortSignal.abort(new DOMException("", "TimeoutError"));
    assert.equal(toLoadError(thrown, { ...failure, signal: timedOut, timeoutMs: 5 }).code, "timeout");
    assert.equal(toLoadError(thrown, { ...failure, signal: AbortSignal.abort() }).code, "aborted");
  });

  it("leaves our own errors alone", () => {
    const own = new AssayError({ code: "device-absent", message: "none" });
    assert.equal(toLoadError(own, failure), own);
  });
});
