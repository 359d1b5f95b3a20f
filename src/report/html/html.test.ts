import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml, html, trustedHtml } from "./html.ts";

test("`html` escapes every inserted text, in content and in attributes", () => {
  const evil = `<script>alert("1")</script>' & more`;
  assert.equal(
    html`<p title="${evil}">${evil}</p>`.markup,
    `<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; &amp; more">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; &amp; more</p>`,
  );
});

test("`html` inserts markup, lists and numbers as they are, and nothing for what is absent", () => {
  assert.equal(
    html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${undefined}${false}</ul>`.markup,
    "<ul><li>1</li><li>2</li></ul>",
  );
  assert.equal(html`${trustedHtml("<br>")}`.markup, "<br>");
});

test("`escapeHtml()` replaces control characters and half characters", () => {
  assert.equal(escapeHtml("a\u0000b\u001bc\ud800d\te\nf"), "a\ufffdb\ufffdc\ufffdd\te\nf");
});
