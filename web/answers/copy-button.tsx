import { useEffect, useState } from "preact/hooks";

export interface CopyButtonProps {
  readonly text: string;
  /** `Copy code`. */
  readonly label: string;
}

/** Copies a text, and says so. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSaid(undefined), 2_000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    copyText(text).then(
      () => setSaid("Copied"),
      () => setSaid("Not copied"),
    );
  return (
    <button type="button" class="quiet" aria-label={label} title={label} onClick={copy}>
      <span aria-live="polite">{said ?? "Copy"}</span>
    </button>
  );
}

/** Copies by the clipboard, or, over plain http from another machine where a page has none, by a selection. */
export async function copyText(text: string): Promise<void> {
  if ("clipboard" in navigator) return await navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (!isCopied) throw new Error("the browser refuses to copy");
}
