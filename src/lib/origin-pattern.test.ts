import assert from "node:assert/strict";
import { it } from "node:test";
import { parseOriginPattern } from "./origin-pattern.ts";

const matches = (pattern: string, origin: string) => parseOriginPattern(pattern)?.test(origin);

it("`parseOriginPattern()` matches an origin however it was pasted, and nothing that only begins or ends like it", () => {
  for (const pattern of ["https://chat.example", "https://Chat.Example/", "https://chat.example:443"]) {
    assert.equal(matches(pattern, "https://chat.example"), true, pattern);
    for (const other of [
      "http://chat.example",
      "https://chat.example:8443",
      "https://chat.example.evil",
      "https://evil-chat.example",
      "https://chatxexample",
      "null",
    ])
      assert.equal(matches(pattern, other), false, `${pattern} ${other}`);
  }
  assert.equal(matches("https://bücher.example", "https://xn--bcher-kva.example"), true);
  assert.equal(matches("http://[fe80::0:1]:3000", "http://[fe80::1]:3000"), true);
});

it("`parseOriginPattern()` takes a star for a host, for what stands before a domain, and for a port", () => {
  for (const [pattern, origin] of [
    ["app://*", "app://obsidian.md"],
    ["vscode-webview://*", "vscode-webview://0a1b2c"],
    ["chrome-extension://abcdef", "chrome-extension://abcdef"],
    ["https://*.example.com", "https://a.b.example.com"],
    ["http://10.0.0.5:*", "http://10.0.0.5:3000"],
    ["http://10.0.0.5:*", "http://10.0.0.5"],
    ["http://*:3000", "http://[fe80::1]:3000"],
    ["*", "anything://at-all"],
  ] as const)
    assert.equal(matches(pattern, origin), true, `${pattern} ${origin}`);
  for (const [pattern, origin] of [
    ["app://*", "apps://obsidian.md"],
    ["https://*.example.com", "https://example.com"],
    ["https://*.example.com", "https://evilexample.com"],
    ["https://*.example.com", "https://a.example.com.evil"],
    ["https://*", "https://a.example:8443"],
  ] as const)
    assert.equal(matches(pattern, origin), false, `${pattern} ${origin}`);
});

it("`parseOriginPattern()` refuses what no origin could match", () => {
  for (const pattern of [
    "",
    "chat.example",
    "https://",
    "https://chat.example/app",
    "https://chat.example?x",
    "https://user@chat.example",
    "https://a*.example",
    "https://192.168.1.*",
    "https://*example",
    "https://*.*",
    "*://chat.example",
    "https://a.example:x",
    "https://999.1.1.1",
    "file://*",
    "file:///home/me",
    "null",
    "wss://chat.example",
  ])
    assert.equal(parseOriginPattern(pattern), undefined, pattern);
});
