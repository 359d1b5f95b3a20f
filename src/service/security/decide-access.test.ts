import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SecuritySettings } from "../app/app-context.ts";
import { decideAccess, type RouteAccess } from "./decide-access.ts";
import { readRequestOrigin } from "./request-origin.ts";

const HOST = "127.0.0.1:5273";
const closed: Pick<SecuritySettings, "allowedOrigins" | "allowFilePages"> = {
  allowedOrigins: [],
  allowFilePages: false,
};

function access(
  headers: Parameters<typeof readRequestOrigin>[0],
  kind: RouteAccess,
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
      "chrome-extension://abc",
      "apps://abc",
      "app:abc",
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
    const patterns = ["https://*.example", "chrome-extension://*"];
    for (const origin of ["https://chat.example", "chrome-extension://abc"])
      assert.equal(access({ origin }, "inference", { allowedOrigins: patterns }), origin);
  });

  it("answers the web views of programs, whose schemes no site can have", () => {
    for (const origin of ["app://obsidian.md", "tauri://localhost", "vscode-webview://1a2b", "capacitor://localhost"]) {
      assert.equal(access({ origin, "sec-fetch-site": "cross-site" }, "inference"), origin);
      assert.throws(() => access({ origin }, "management"), refused("management_refused"), origin);
    }
  });

  it("tells a browser that names no page from a program, and lets it manage nothing", () => {
    for (const headers of [
      {
        "user-agent":
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
      },
      { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0" },
      { referer: "http://evil.example/" },
      { "sec-fetch-dest": "image" },
      { "sec-ch-ua": '"Chromium";v="142"' },
      { "upgrade-insecure-requests": "1" },
    ]) {
      assert.throws(() => access(headers, "management"), refused("management_refused"), JSON.stringify(headers));
      assert.equal(access(headers, "inference"), undefined);
      assert.equal(access({ ...headers, "sec-fetch-site": "none" }, "management"), undefined);
    }
    for (const userAgent of [
      "curl/8.17.0",
      "node",
      "python-requests/2.32.5",
      "python-httpx/0.28.1",
      "OpenAI/JS 6.9.1",
      "Go-http-client/1.1",
      "reqwest/0.12",
      "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.26100.7019",
      "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.26100; en-US) PowerShell/7.5.4",
    ])
      assert.equal(access({ "user-agent": userAgent }, "management"), undefined, userAgent);
  });

  it("answers `Origin: null` only once file pages are allowed", () => {
    assert.throws(() => access({ origin: "null" }, "inference"), refused("file_page_refused"));
    assert.equal(access({ origin: "null" }, "inference", { allowFilePages: true }), "null");
    assert.throws(() => access({ origin: "file://" }, "inference"), refused("file_page_refused"));
    assert.equal(access({ origin: "file://" }, "inference", { allowFilePages: true }), "file://");
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
    assert.equal(access({ "user-agent": "Mozilla/5.0 AppleWebKit/537.36" }, "management", {}, true), undefined);
    assert.throws(() => access({ "user-agent": "Mozilla/5.0 AppleWebKit/537.36" }, "management", {}));
  });

  it("opens a session for our own page and for programs alone", () => {
    const settings = { allowedOrigins: ["*"], allowFilePages: true };
    assert.equal(access({ origin: `http://${HOST}` }, "own-page"), undefined);
    assert.equal(access({}, "own-page"), undefined);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:3000" },
      { "sec-fetch-site": "cross-site" },
      { "user-agent": "Mozilla/5.0 AppleWebKit/537.36" },
    ])
      assert.throws(
        () => access(headers, "own-page", settings),
        refused("management_refused"),
        JSON.stringify(headers),
      );
  });

  it("gives the files of the pages to any site that links to them, and lets none read them", () => {
    assert.equal(access({ origin: "https://evil.example" }, "page", { allowedOrigins: ["*"] }), undefined);
    assert.equal(access({ "sec-fetch-site": "cross-site" }, "page"), undefined);
  });
});
