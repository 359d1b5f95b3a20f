import type { List, RootContent, Table } from "mdast";
import type { ComponentChildren, VNode } from "preact";
import { CodeBlock } from "./code-block.tsx";
import { safeLink } from "./safe-link.ts";

/** Deeper than any answer that is meant. */
const MOST_DEPTH = 40;

/** Blocks that stay the same object are drawn once: Preact passes over what it has drawn before. */
const drawn = new WeakMap<RootContent, VNode>();

/** Draws a block of Markdown. Nothing of it is taken as HTML, and nothing is loaded. */
export function drawBlock(node: RootContent, depth = 0): VNode {
  const known = drawn.get(node);
  if (known !== undefined) return known;
  const made = (
    <>{depth > MOST_DEPTH ? "..." : draw(node, (children) => children.map((one) => drawBlock(one, depth + 1)))}</>
  );
  drawn.set(node, made);
  return made;
}

type DrawChildren = (children: readonly RootContent[]) => ComponentChildren;

function draw(node: RootContent, inner: DrawChildren): ComponentChildren {
  switch (node.type) {
    case "text":
      return node.value;
    case "paragraph":
      return <p>{inner(node.children)}</p>;
    case "heading":
      return drawHeading(node.depth, inner(node.children));
    case "emphasis":
      return <em>{inner(node.children)}</em>;
    case "strong":
      return <strong>{inner(node.children)}</strong>;
    case "inlineCode":
      return <code>{node.value}</code>;
    case "code":
      return <CodeBlock language={node.lang ?? undefined} code={node.value} />;
    case "blockquote":
      return <blockquote>{inner(node.children)}</blockquote>;
    case "list":
      return drawList(node, inner);
    case "listItem":
      return <li>{inner(isPlain(node.children) ? node.children.flatMap(insideOf) : node.children)}</li>;
    case "table":
      return drawTable(node, inner);
    case "thematicBreak":
      return <hr />;
    case "break":
      return <br />;
    case "link":
      return drawLink(node.url, inner(node.children));
    case "image":
      return drawLink(node.url, `Image: ${node.alt || node.url}`);
    default:
      return "value" in node ? node.value : "children" in node ? inner(node.children) : null;
  }
}

/** One level for all: models skip levels, and a page that skips them cannot be followed by ear. */
function drawHeading(depth: number, children: ComponentChildren) {
  return <h3 class={`depth-${Math.min(depth, 4)}`}>{children}</h3>;
}

function drawList(node: List, inner: DrawChildren) {
  if (node.ordered !== true) return <ul>{inner(node.children)}</ul>;
  return <ol start={node.start ?? 1}>{inner(node.children)}</ol>;
}

/** An item of one paragraph, with a list below it or without, is a line and no paragraph. */
function isPlain(children: readonly RootContent[]): boolean {
  return children.filter(({ type }) => type === "paragraph").length === 1;
}

function insideOf(node: RootContent): readonly RootContent[] {
  return node.type === "paragraph" ? node.children : [node];
}

function drawTable({ children, align }: Table, inner: DrawChildren) {
  const [head, ...rows] = children;
  const cells = (row: Table["children"][number] | undefined, Cell: "th" | "td") =>
    row?.children.map((cell, index) => (
      <Cell key={index} class={align?.[index] === "right" ? "number" : undefined}>
        {inner(cell.children)}
      </Cell>
    ));
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>{cells(head, "th")}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>{cells(row, "td")}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function drawLink(url: string, children: ComponentChildren) {
  const href = safeLink(url);
  if (href === undefined) return <span title={url}>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
