/** Whether a host name, as a URL writes it, is this machine's and cannot be made to point elsewhere: judged by its text alone. */
export function isLoopbackName(hostname: string): boolean {
  const name = withoutEndDot(hostname);
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Whether a request to this host name of a URL stays on this machine: 0.0.0.0 is no name of it, but leads here. */
export function leadsToThisMachine(hostname: string): boolean {
  return isLoopbackName(hostname) || withoutEndDot(hostname) === "0.0.0.0";
}

function withoutEndDot(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, "");
}
