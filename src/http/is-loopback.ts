/** Whether a host name, as a URL writes it, is this machine's and cannot be made to point elsewhere: judged by its text alone. */
export function isLoopbackName(hostname: string): boolean {
  const name = withoutEndDot(hostname);
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * Whether a request to this host name of a URL stays on this machine: 0.0.0.0 is no name of it, but leads here. What lies
 * below localhost stays here for browsers alone: most resolvers of programs ask the network for it.
 */
export function leadsToThisMachine(hostname: string): boolean {
  const name = withoutEndDot(hostname);
  return name === "0.0.0.0" || (isLoopbackName(name) && !name.endsWith(".localhost"));
}

function withoutEndDot(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, "");
}
