import type { Root, RootContent } from "hast";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { CopyButton } from "../copy-button.tsx";

/** Code that is longer stays plain: colouring it would hold up the page. */
const MOST_HIGHLIGHTED = 20_000;

/** While code is being written it is coloured this long after the last line came. */
const QUIET_MS = 150;

/** A program in an answer, coloured once it stands still. */
export function CodeBlock({ language, code }: { readonly language: string | undefined; readonly code: string }) {
  const tree = useHighlight(language, code);
  return (
    <figure class="code">
      <figcaption>
        <span>{language ?? "text"}</span>
        <CopyButton text={code} label="Copy code" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>
        <code>{tree === undefined ? code : drawAll(tree.children)}</code>
      </pre>
    </figure>
  );
}

function useHighlight(language: string | undefined, code: string): Root | undefined {
  const [found, setFound] = useState<{ readonly code: string; readonly tree: Root | undefined }>();
  useEffect(() => {
    if (language === undefined || code.length > MOST_HIGHLIGHTED) return undefined;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const { highlight } = await import("./highlight.ts");
      const tree = await highlight(language, code);
      if (isCurrent) setFound({ code, tree });
    }, QUIET_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [language, code]);
  return found?.code === code ? found.tree : undefined;
}

function drawAll(nodes: readonly RootContent[]): ComponentChildren {
  return nodes.map((node) => {
    if (node.type === "text") return node.value;
    if (node.type !== "element") return null;
    const { className } = node.properties;
    return <span class={Array.isArray(className) ? className.join(" ") : undefined}>{drawAll(node.children)}</span>;
  });
}
