/** Markup that is safe to insert as it is. Only `html` and `trustedHtml` make it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** One part of the page, reachable from its table of contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
  /** Whether it is closed until a reader opens it, or follows a link into it. */
  readonly folded?: true | undefined;
}

type Part = string | number | Html | readonly Part[] | undefined | false;

/** Builds markup; every inserted text is escaped, so that nothing a model or an endpoint wrote becomes markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => (index === 0 ? text : render(parts[index - 1]) + text)).join(""));
}

/** Declares markup of our own making safe: drawn charts and style sheets, never anything read. */
export function trustedHtml(markup: string): Html {
  return new Html(markup);
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.markup;
  if (Array.isArray(part)) return part.map(render).join("");
  return escapeHtml(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for element content and quoted attributes. Control characters, which HTML does not allow, become U+FFFD. */
export function escapeHtml(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "\ufffd")
  );
}
