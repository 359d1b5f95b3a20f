import type { ChatDesk } from "./chat-desk.ts";
import { toJsonFile, toMarkdownFile } from "./transfer.ts";

/** Saves the shown conversation as a file: to read, or to import elsewhere. */
export function ExportMenu({ desk }: { readonly desk: ChatDesk }) {
  const name =
    (desk.current.value.title ?? "conversation").replaceAll(/[^\p{L}\p{N} _-]/gu, "").trim() || "conversation";
  return (
    <details class="menu">
      <summary>Export</summary>
      <div>
        <button
          type="button"
          onClick={() => save(`${name}.md`, "text/markdown", toMarkdownFile(desk.current.value, desk.messages.value))}
        >
          Markdown, to read
        </button>
        <button
          type="button"
          onClick={() => save(`${name}.json`, "application/json", toJsonFile(desk.current.value, desk.messages.value))}
        >
          JSON, to import
        </button>
      </div>
    </details>
  );
}

function save(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
