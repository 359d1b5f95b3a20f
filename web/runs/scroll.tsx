import type { ComponentChildren } from "preact";

/** Keeps what is wider than the page within it, and within reach of the arrow keys. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus
    <section class="run-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
