import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AssayError } from "../../core/errors.ts";
import type { HubClient, HubListing, HubQuery, HubRepoFile } from "../../hub/hub-client.ts";
import { type ModelQuery, searchModels } from "./search-models.ts";

const GB = 1e9;
const REPOS: Readonly<Record<string, { licence?: string; gated?: boolean; files: Readonly<Record<string, number>> }>> =
  {
    "a/small": { licence: "apache-2.0", files: { "s-Q4_K_M.gguf": 0.5 * GB, "s-Q8_0.gguf": 0.9 * GB } },
    "b/large": { licence: "mit", files: { "l-Q2_K.gguf": 3 * GB, "l-Q4_K_M.gguf": 9 * GB } },
    "c/research": { licence: "cc-by-nc-4.0", files: { "r-Q4_K_M.gguf": 1 * GB } },
    "d/own": { licence: "gemma", gated: true, files: {} },
    "e/none": { files: { "README.md": 1 } },
  };

describe("searchModels()", () => {
  it("tells licence, best file, its size and whether it fits, the most downloaded first", async () => {
    const found = await search({});
    assert.deepEqual(
      found.map(({ repo, file, fits, commercialUse, gated }) => [repo, file?.quantisation, fits, commercialUse, gated]),
      [
        ["a/small", "q4_k_m", true, true, false],
        ["b/large", "q4_k_m", false, true, false],
        ["c/research", "q4_k_m", true, false, false],
        ["d/own", undefined, undefined, undefined, true],
      ],
    );
    assert.equal(found[0]?.page, "http://hub/a/small");
  });

  it("takes a smaller file where the size is bounded, or leaves the repository out", async () => {
    const names = async (query: Partial<ModelQuery>) =>
      (await search(query)).map(({ repo, file }) => `${repo} ${file?.quantisation}`);
    assert.deepEqual(await names({ fits: true }), ["a/small q4_k_m", "b/large q2_k", "c/research q4_k_m"]);
    assert.deepEqual(await names({ mostBytes: 0.6 * GB }), ["a/small q4_k_m"]);
  });

  it("leaves out what may not be used commercially, or is not known to be", async () => {
    const found = await search({ licence: "Commercial" });
    assert.deepEqual(
      found.map(({ repo }) => repo),
      ["a/small", "b/large"],
    );
  });

  it("asks the hub for the format and the licence by their tags", async () => {
    const asked: HubQuery[] = [];
    await search({ licence: "MIT", words: "phi" }, asked);
    assert.deepEqual(asked[0], { words: "phi", tags: ["gguf", "license:mit"], limit: 50 });
  });

  it("stops at the limit", async () => {
    assert.equal((await search({ limit: 1 })).length, 1);
  });

  it("passes on what the hub fails with", async () => {
    const hub = createHub([]);
    const failing = {
      ...hub,
      readRepo: () => Promise.reject(new AssayError({ code: "endpoint-status", message: "500" })),
    };
    await assert.rejects(searchModels(query({}), { hub: failing, availableBytes: GB }), { code: "endpoint-status" });
  });
});

function query(given: Partial<ModelQuery>): ModelQuery {
  return { words: "x", format: "gguf", fits: false, limit: 10, ...given };
}

function search(given: Partial<ModelQuery>, asked: HubQuery[] = []) {
  return searchModels(query(given), { hub: createHub(asked), availableBytes: 4 * GB });
}

/** A hub that has `REPOS`, and remembers what it was asked. */
function createHub(asked: HubQuery[]): HubClient {
  return {
    endpoint: "http://hub",
    async readRepo(repo) {
      const { files = {}, gated = false } = REPOS[repo] ?? {};
      if (gated) throw new AssayError({ code: "access-denied", message: "accept it first" });
      const listed = Object.entries(files).map(([path, sizeBytes]): HubRepoFile => ({ path, sizeBytes, blobId: path }));
      return { repo, commit: "c".repeat(40), files: listed, gated, private: false, tags: [], downloads: 1, likes: 1 };
    },
    async *search(query) {
      asked.push(query);
      for (const [id, { licence, gated = false }] of Object.entries(REPOS))
        yield {
          id,
          downloads: 1,
          likes: 1,
          licence,
          gated,
          tags: [],
          lastModified: "",
          files: [],
        } satisfies HubListing;
    },
    openRange: () => Promise.reject(new Error("not asked for")),
    [Symbol.asyncDispose]: async () => {},
  };
}
