import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RootContent } from "mdast";
import { createBlockReader } from "../../web/answers/markdown/create-block-reader.ts";

const ANSWER = `# Why local

Models on **this machine** answer at once.
They keep data *here*.

1. First, with \`code\`
2. Second
   - below
   - it
3. Third

| name | size |
|------|-----:|
| mini | 4 MB |

\`\`\`python
print("a")

# not a heading
\`\`\`

> Quoted
> twice

Setext
------

- one

- two

~~~
open`;

describe("createBlockReader()", () => {
  it("reads a text that comes in pieces of any size as it reads the whole", () => {
    const whole = read([ANSWER]);
    for (const size of [1, 2, 3, 7, 50]) assert.deepEqual(read(cut(ANSWER, size)), whole, `pieces of ${size}`);
    assert.deepEqual(
      whole.map(({ type }) => type),
      ["heading", "paragraph", "list", "table", "code", "blockquote", "heading", "list", "code"],
    );
  });

  it("keeps blocks that are done, and items of a list that goes on", () => {
    const reader = createBlockReader();
    reader.read("Some text.\n\n- one\n- two\n- three\n");
    const [text, list] = reader.blocks;
    reader.read("- four\n- five\n");
    assert.equal(reader.blocks[0], text);
    assert.ok(list?.type === "list" && reader.blocks[1]?.type === "list");
    assert.equal(reader.blocks[1].children[0], list.children[0]);
    assert.equal(reader.blocks[1].children.length, 5);
  });

  it("takes HTML and what looks like a definition for text", () => {
    const [block] = read(["<img src=x onerror=alert(1)>\n[a]: https://example.com\n"]);
    assert.ok(block?.type === "paragraph");
    assert.deepEqual(block.children, [
      { type: "text", value: "<img src=x onerror=alert(1)>\n[a]: https://example.com" },
    ]);
  });

  it("does not follow markers that are nested without end", () => {
    for (const marker of ["> ", "- ", ">", "1. "]) assert.ok(depthOf(read([`${marker.repeat(4_000)}a`])) < 100, marker);
  });

  it("reads a line of dashes in code as it stands", () => {
    const [block] = read([`\`\`\`\n${"-".repeat(80)}\n${"- ".repeat(40)}\n\`\`\`\n`]);
    assert.ok(block?.type === "code");
    assert.equal(block.value, `${"-".repeat(80)}\n${"- ".repeat(40)}`);
  });
});

function read(pieces: readonly string[]): readonly RootContent[] {
  const reader = createBlockReader();
  for (const piece of pieces) reader.read(piece);
  return JSON.parse(
    JSON.stringify(reader.blocks, (key, value) => (/^(position|meta|spread)$/.test(key) ? undefined : value)),
  );
}

function cut(text: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

function depthOf(nodes: readonly RootContent[]): number {
  let depth = 0;
  for (let node = nodes[0]; node !== undefined; node = "children" in node ? node.children[0] : undefined) depth += 1;
  return depth;
}
