const SCHEMES = ["http:", "https:", "mailto:"];

/** The address of a link that a model wrote, where it leads to the web or to a mailbox; other addresses may do something here. */
export function safeLink(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed !== null && SCHEMES.includes(parsed.protocol) ? parsed.href : undefined;
}
