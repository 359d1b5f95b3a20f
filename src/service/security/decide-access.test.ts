import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SecuritySettings } from "../app/app-context.ts";
import { decideAccess } from "./decide-access.ts";
import { readRequestOrigin } from "./request-origin.ts";

const HOST = "127.0.0.1:5273";
const closed: Pick<SecuritySettings, "allowedOrigins" | "allowFilePages"> = {
  allowedOrigins: [],
  allowFilePages: false,
};

function access(
  headers: Parameters<typeof readRequestOrigin>[0],
  kind: "inference" | "management",
  settings: Partial<typeof closed> = {},
  hasSession = false,
): string | undefined {
  return decideAccess(readRequestOrigin(headers, HOST), kind, { ...closed, ...settings }, hasSession);
}

const refused = (code: string) => ({ name: "HttpError", status: 403, code });

describe("`decideAccess()`", () => {
  it("lets programs and typed addresses through, to both kinds of routes", () => {
    for (const kind of ["inference", "management"] as const) {
      assert.equal(access({}, kind), undefined);
      assert.equal(access({ "sec-fetch-site": "none" }, kind), undefined);
    }
  });

  it("answers pages of localhost on inference routes, and names their origin", () => {
    for (const origin of ["http://localhost:3000", "http://127.0.0.1:8080", "https://app.localhost", "http://[::1]:1"])
      assert.equal(access({ origin, "sec-fetch-site": "cross-site" }, "inference"), origin);
    assert.equal(access({ origin: `http://${HOST}`, "sec-fetch-site": "same-origin" }, "inference"), undefined);
  });

  it("refuses foreign pages, and names that only look like localhost", () => {
    for (const origin of [
      "https://evil.example",
      "http://localhost.evil.example",
      "http://127.0.0.1.evil.example",
      "http://notlocalhost",
      "file://",
      "chrome-extension://abc",
      "http://",
    ])
      assert.throws(() => access({ origin }, "inference"), refused("origin_refused"), origin);
    assert.throws(() => access({ "sec-fetch-site": "cross-site" }, "inference"), refused("origin_refused"));
    // Something newer than this code counts as foreign.
    assert.throws(() => access({ "sec-fetch-site": "nested" }, "inference"), refused("origin_refused"));
  });

  it("answers a foreign page that was allowed, and no other", () => {
    const allowedOrigins = ["https://chat.example"];
    assert.equal(access({ origin: "https://chat.example" }, "inference", { allowedOrigins }), "https://chat.example");
    assert.throws(() => access({ origin: "https://chat.example.evil" }, "inference", { allowedOrigins }));
    assert.equal(
      access({ origin: "https://any.example" }, "inference", { allowedOrigins: ["*"] }),
      "https://any.example",
    );
  });

  it("answers `Origin: null` only once file pages are allowed", () => {
    assert.throws(() => access({ origin: "null" }, "inference"), refused("file_page_refused"));
    assert.equal(access({ origin: "null" }, "inference", { allowFilePages: true }), "null");
  });

  it("lets no page manage the service but its own with the session token", () => {
    const settings = { allowedOrigins: ["*"], allowFilePages: true };
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:3000" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: `http://${HOST}`, "sec-fetch-site": "same-origin" },
      { "sec-fetch-site": "same-origin" },
    ])
      assert.throws(
        () => access(headers, "management", settings),
        refused("management_refused"),
        JSON.stringify(headers),
      );
    assert.equal(access({ origin: `http://${HOST}` }, "management", {}, true), undefined);
    // A token that leaked does not help a foreign page.
    assert.throws(() => access({ origin: "https://evil.example" }, "management", settings, true));
  });
});
